#!/bin/sh
# Asks Lighthouse about four kinds of page in both languages of a portal that runs: `make demo`,
# then `sh setup/lighthouse.sh`, or with another address as its argument. Needs Chromium and npm.
# Accessibility, best practices and SEO have to be 100; performance depends on the machine.
set -eu
site=${1:-http://localhost:8000}
CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export CHROME_PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

article=$(curl --silent "$site/en/news/events/" | grep -o '/news/[0-9]*-[^"?#/]*/' | head -n 1)
for language in en zh; do
    for path in / /news/events/ "$article" /contact/; do
        npx --yes lighthouse@12.8.2 "$site/$language$path" --quiet --output=json \
            --output-path="$folder/report.json" --disable-full-page-screenshot \
            --only-categories=accessibility,best-practices,seo,performance \
            --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage"
        node -e '
            const report = JSON.parse(require("fs").readFileSync(process.argv[1]));
            const scores = Object.values(report.categories).map(each => [each.id, Math.round(each.score * 100)]);
            console.log(process.argv[2], ...scores.map(score => score.join(" ")));
            for (const category of Object.values(report.categories)) {
                if (category.id === "performance" || category.score === 1) continue;
                process.exitCode = 1;
                for (const { id, weight } of category.auditRefs) {
                    const audit = report.audits[id];
                    if (weight && audit.score !== null && audit.score < 1) console.log("   ", id, "-", audit.title);
                }
            }
        ' "$folder/report.json" "/$language$path" || failed=1
    done
done
exit "$failed"

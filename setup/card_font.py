"""Makes the Chinese letters of the share cards (articles/cards) out of Noto Sans SC:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xf expo-google-fonts-noto-sans-sc-*.tgz
    uv run --no-project --with fonttools==4.68.0 --with brotli==1.2.0 \
        python setup/card_font.py package/600SemiBold/NotoSansSC_600SemiBold.ttf

One weight, GB 2312 and what else titles hold, without anything that Pillow's own layout leaves
unused. The licence (articles/cards/fonts/noto-sans-sc-OFL.txt) allows it.
"""

import hashlib
import sys
from pathlib import Path

from fontTools import subset

SOURCE = "b5eb7510dff58e0626c72c0861d83a3ed2be1d03047cf90a623682b8667bc5ff"
TARGET = Path(__file__).parent.parent / "articles/cards/fonts/noto-sans-sc.woff2"
# Punctuation that Python's GB 2312 maps elsewhere, the zero of years, names of people and places.
ALSO = (
    "—–·‘’“”…•〇￥€™©®°²³"
    "镕喆堃玥翀彧頔昇珺琇瀞燊旻曦钰铧玮琰珅璟瑄珩赟芃淼晟昉昶垚犇骉炜烨煜煊熠祎禛禩"
    "筠粲翾芊苡茜蒨蔺衎袆覃譞贠赑轶逄郄郗钊锳镇镠闿陞隽霁靓韡颀飏骕骎鳌鹍麴黉龑"
    "垭坨埫堉墺峃峣崟嵊嵋巘洑涪渼湜湲溦滎滢潆潼澴澹濯濮犍綦缙翥"
)


def characters() -> set[str]:
    """Return every character of GB 2312, ASCII and ALSO."""
    found = {chr(code) for code in range(0x20, 0x7F)} | set(ALSO)
    for first in range(0xA1, 0xFF):
        for second in range(0xA1, 0xFF):
            found |= set(bytes([first, second]).decode("gb2312", "ignore"))
    return found


def main(source: Path) -> None:
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE:
        sys.exit(f"{source} is not the file that the font was made of.")
    options = subset.Options(
        layout_features=[],
        hinting=False,
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
        notdef_outline=True,
        flavor="woff2",
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "VORG", "vhea", "vmtx", "gasp"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters()))
    subsetter.subset(font)
    subset.save_font(font, TARGET, options)
    print(f"{TARGET}: {len(font.getBestCmap())} characters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

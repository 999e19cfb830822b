"""All components: what each is for, the part it is made of, and its states.

A new part of a page is a new line in one of these modules; a test asks for every part in
`templates/`.
"""

from liangjiang.styleguide import articles, asking, frame, home

SPECIMENS = [*frame.SPECIMENS, *articles.SPECIMENS, *home.SPECIMENS, *asking.SPECIMENS]

"""A report as one HTML page: findings by document and pair, both texts with the places marked.

`page` builds it, `texts` paints the lines of a pair; the style and the filter are in files of their own and go into
the page. It loads nothing from anywhere, and without scripts all of it can be read: only the filter needs them.
"""

from align_bench.formats.report_html.page import write_html

__all__ = ["write_html"]

"""Prints what pip refuses in requirements files: path, line, and words, with tabs between them.

The files stand on standard input, one path a line. pip's own reader joins and splits the lines; the requirement itself is read by the
'packaging' library where it is installed on its own, because an older pip brings an older one that takes more.
"""

import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import pip
from pip._internal.network.session import PipSession
from pip._internal.req import req_file
from pip._internal.req.constructors import install_req_from_line

try:
    import packaging
    from packaging.requirements import InvalidRequirement, Requirement
except ImportError:
    from pip._vendor import packaging
    from pip._vendor.packaging.requirements import InvalidRequirement, Requirement

# What pip says of files and folders that are not there: the text itself is fine.
OF_THE_DISK = ("does not exist", "is not installable", "File name", "It looks like a path", "is not a valid editable")

print(f"# pip {pip.__version__}, packaging {packaging.__version__}")
session = PipSession()
for path in sys.stdin.read().splitlines():
    _, content = req_file.get_file_content(path, session)
    parse_line = req_file.get_line_parser(None)
    for number, line in req_file.preprocess(content):
        try:
            arguments, options = parse_line(line)
            parsed = req_file.ParsedLine(path, number, arguments, options, False)
            if not parsed.is_requirement or parsed.is_editable:
                continue
            text = parsed.requirement
            if "/" in text or text.startswith((".", "~", "file:")):
                install_req_from_line(text)
            else:
                Requirement(text)
        except (Exception, SystemExit) as error:
            words = " ".join(str(error).split())
            if not any(part in words for part in OF_THE_DISK):
                print(path, number, words[:200], sep="\t")

"""What a command has told in JSON, whatever other programs in the same process say in their technical logs meanwhile."""

import json
import re


def told(output):
    """Read the JSON that begins a line."""
    begins = re.search(r"^[\[{]", output, re.MULTILINE)
    assert begins, output
    return json.JSONDecoder().raw_decode(output, begins.start())[0]

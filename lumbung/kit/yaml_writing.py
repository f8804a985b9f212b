"""Plain values as YAML text that our own reader (documents) reads back as they were."""

import re

import yaml

from lumbung.kit.yaml_tree import scalar

# Line breaks of YAML 1.1 (https://yaml.org/spec/1.1/#b-line-separator), which a reader folds.
_ESCAPED = re.compile("[\x85\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and quotes every text that our reader would take for something else."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        plain = yaml.ScalarNode("tag:yaml.org,2002:str", text)
        style = None if isinstance(scalar(plain), str) else "'"
        if _ESCAPED.search(text):
            style = '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


def dump_yaml(value: object) -> str:
    """Stable: keys stand in the order given."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)

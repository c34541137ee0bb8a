"""How this machine reaches package indexes: what a fresh system must be told to reach them, too."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

_PASSED_ON = re.compile(
    r"(?i)(https?_proxy|no_proxy|all_proxy|npm_config_\w+|NODE_EXTRA_CA_CERTS|\w+_CA_BUNDLE|SSL_CERT_FILE)"
)
_PIP = re.compile(r"(?m)^[\w:]+\.(?P<key>index-url|proxy|cert|trusted-host|default-timeout)='(?P<value>.*)'$")
_FILES = ("/etc/hosts", "/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt")


@cache
def environment() -> dict[str, str]:
    """Return the variables that tell programs of proxies, certificates and indexes of packages."""
    variables = {name: value for name, value in os.environ.items() if _PASSED_ON.fullmatch(name)}
    for setting in _PIP.finditer(_said(sys.executable, "-m", "pip", "config", "list")):
        variables[f"PIP_{setting['key'].upper().replace('-', '_')}"] = setting["value"]
    if registry := _said("npm", "config", "get", "registry").strip():
        variables["npm_config_registry"] = registry
    return variables


def files() -> tuple[str, ...]:
    """Return the files that a system needs at the same place: names of machines, certificates."""
    named = [value for value in environment().values() if value.startswith("/")]
    return tuple(sorted({path for path in (*_FILES, *named) if Path(path).is_file()}))


def debian_mirror() -> str:
    """Return where this machine takes Debian's packages from, "" where it is no Debian."""
    question = ["indextargets", "--format", "$(REPO_URI)", "Identifier: Packages", "Label: Debian"]
    return next(iter(_said("apt-get", *question).split()), "")


def apt_proxies() -> str:
    """Return apt's own settings of proxies, as lines of a configuration file."""
    settings = _said("apt-config", "dump", "Acquire").splitlines()
    return "".join(f"{line}\n" for line in settings if re.match(r"Acquire::https?::Proxy", line))


def _said(*command: str) -> str:
    """Return what a command says, "" where it is not here or fails."""
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout

"""What git holds: the staged files before a commit, the files of every commit that a push brings. Runs git, reads nothing else.

The folder is the work tree's top or the bare repository. The environment is passed on: a server keeps the objects of a
push in quarantine and says so there.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_MODULE = "160000"


class GitError(RuntimeError):
    """Git said no; the text is what it said."""


@dataclass(frozen=True)
class Blob:
    """A file as a commit brings it: `oid` is its content. An empty `commit` means the index."""

    commit: str
    path: str
    oid: str


@dataclass(frozen=True)
class Ref:
    """A line that a pre-receive hook reads: a name that moves from `old` to `new`; zeros stand for nothing."""

    old: str
    new: str
    name: str

    @property
    def deleted(self) -> bool:
        return not self.new.strip("0")


def top(folder: Path) -> Path:
    """The root of the work tree around `folder`. Raises GitError outside of one."""
    return Path(_git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n"))


def staged(folder: Path) -> list[Blob]:
    """What the next commit would add or change, renamed files under their new names."""
    raw = _git(folder, "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--diff-filter=d")
    return list(_entries("", raw))


def received(folder: Path, refs: Iterable[Ref]) -> list[Blob]:
    """Every file that the new commits add or change, each content once at each path; the oldest commit first."""
    blobs: dict[tuple[str, str], Blob] = {}
    for commit in _new_commits(folder, [ref for ref in refs if not ref.deleted]):
        for blob in _changed(folder, commit):
            blobs.setdefault((blob.path, blob.oid), blob)
    return list(blobs.values())


def file_at(folder: Path, revision: str, path: str) -> str | None:
    """The text of `path` in a commit, or in the index for an empty `revision`; None where there is none."""
    try:
        return _git(folder, "cat-file", "blob", f"{revision}:{path}").decode("utf-8-sig", "replace")
    except GitError:
        return None


def contents(folder: Path, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """(oid, content) of each blob, by one process and one at a time in memory."""
    command = ["git", "cat-file", "--batch"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for oid in oids:
            process.stdin.write(oid.encode() + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if len(head) != 3:
                raise GitError(f"读不到对象 {oid[:8]}")
            yield oid, process.stdout.read(int(head[2]))
            process.stdout.read(1)
        process.stdin.close()


def _new_commits(folder: Path, refs: list[Ref]) -> list[str]:
    """The commits that no ref of the repository has yet. Raises GitError for a tag of something else than a commit."""
    for ref in refs:
        if _git(folder, "cat-file", "-t", ref.new + "^{}").strip() != b"commit":
            raise GitError(f"{ref.name} 指向的不是提交，没有接收")
    if not refs:
        return []
    new = sorted({ref.new for ref in refs})
    return _git(folder, "rev-list", "--reverse", "--topo-order", *new, "--not", "--all").decode().split()


def _changed(folder: Path, commit: str) -> Iterator[Blob]:
    """Against its parent; in a merge what differs from every parent, since the rest came with the parents."""
    options = ("-r", "-m", "--root", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-commit-id", "--diff-filter=d")
    parents = len(_git(folder, "rev-list", "--parents", "-n1", commit).split()) - 1
    if parents < 2:
        yield from _entries(commit, _git(folder, "diff-tree", *options, commit))
        return
    common: set[Blob] | None = None
    for n in range(1, parents + 1):
        found = set(_entries(commit, _git(folder, "diff-tree", *options, f"{commit}^{n}", commit)))
        common = found if common is None else common & found
    yield from sorted(common or (), key=lambda blob: blob.path)


def _entries(commit: str, raw: bytes) -> Iterator[Blob]:
    """Of `:old-mode new-mode old new status NUL path NUL …`; a link is a text, a module holds nothing of ours."""
    parts = raw.decode("utf-8", "surrogateescape").split("\0")
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, _, oid, _ = head.split(" ")
        if mode != _MODULE:
            yield Blob(commit, path, oid)


def _git(folder: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout

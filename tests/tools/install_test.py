"""tools/install_dependencies asks for what is missing, once, and says clearly what fails; apt and dpkg are stand-ins."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "tools" / "install_dependencies"
STAND_INS = {
    "dpkg-query": 'for name; do :; done\n'
    'case $name in ccache | chromium) [ -f "$STATE/done" ] || { echo not-installed; exit; } ;; esac; echo installed',
    "apt-get": 'echo "$*" >>"$STATE/log"\n[ ! -f "$STATE/offline" ] || exit 100\n'
    'case $* in *install*) : >"$STATE/done" ;; esac',
    "id": 'cat "$STATE/user"',
    "sudo": 'echo sudo >>"$STATE/log"\nexec "$@"',
}


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = pathlib.Path(folder.name)
        for name, body in STAND_INS.items():
            path = self.state / name
            path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            path.chmod(0o755)
        (self.state / "user").write_text("0\n", encoding="utf-8")

    def run_script(self, *groups, path=os.environ["PATH"]):
        environment = {**os.environ, "STATE": str(self.state), "PATH": f"{self.state}:{path}"}
        return subprocess.run(
            [str(SCRIPT), *groups], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    def log(self):
        path = self.state / "log"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def test_only_what_is_missing_is_installed_and_only_once(self):
        self.assertEqual(self.run_script("build", "check").returncode, 0)
        self.assertEqual(self.log(), ["-q -y update", "-q -y install --no-install-recommends ccache"])
        self.assertEqual(self.run_script("build", "check").returncode, 0)
        self.assertEqual(len(self.log()), 2, "nothing is missing, so apt is left alone")

    def test_without_the_network_it_says_what_could_not_be_installed(self):
        (self.state / "offline").touch()
        result = self.run_script()
        self.assertEqual(result.returncode, 1)
        self.assertIn("could not install ccache", result.stderr)
        self.assertIn("network", result.stderr)

    def test_a_user_who_is_not_root_goes_through_sudo(self):
        (self.state / "user").write_text("1000\n", encoding="utf-8")
        self.assertEqual(self.run_script().returncode, 0)
        self.assertEqual(self.log()[0], "sudo")

    def test_what_the_web_part_wishes_for_may_fail(self):
        # A folder of commands that has no browser, whatever this machine has.
        commands = self.state / "commands"
        commands.mkdir()
        for name in ("sh", "env", "awk", "grep", "cat", "dirname"):
            (commands / name).symlink_to(shutil.which(name))
        (self.state / "apt-get").write_text(
            '#!/bin/sh\necho "$*" >>"$STATE/log"\ncase $* in *chromium*) exit 100 ;; esac\n', encoding="utf-8"
        )
        result = self.run_script("web", path=f"{self.state}:{commands}")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("could not install chromium", result.stderr)
        self.assertIn("without its page", result.stderr)

    def test_an_unknown_group_is_wrong_usage(self):
        self.assertEqual(self.run_script("everything").returncode, 2)


if __name__ == "__main__":
    unittest.main()

"""tools/install_dependencies asks for what is missing, once, and says clearly what fails; apt and dpkg are stand-ins."""
import os
import pathlib
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "tools" / "install_dependencies"
STAND_INS = {
    "dpkg-query": 'for name; do :; done\n'
    'if [ "$name" = ccache ] && [ ! -f "$STATE/done" ]; then echo not-installed; else echo installed; fi',
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

    def run_script(self, *groups):
        environment = {**os.environ, "STATE": str(self.state), "PATH": f"{self.state}:{os.environ['PATH']}"}
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

    def test_an_unknown_group_is_wrong_usage(self):
        self.assertEqual(self.run_script("everything").returncode, 2)


if __name__ == "__main__":
    unittest.main()

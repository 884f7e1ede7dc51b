"""Running the program and a small model for it, for the end-to-end tests."""
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["KORRIDOR_PROGRAM"]
SOURCE = pathlib.Path(os.environ["KORRIDOR_SOURCE_DIR"])

# A field of KAZ sells crude to ITA over a pipeline with a RUS controller and over a dearer railway. By hand: the pipe is
# full with 6 Mt at 10 USD/t, the railway carries 2 Mt at 30 USD/t, so that the price gap is 30 and the rent 20 USD/t.
MODEL = {
    "korridor.toml": 'title = "Two ways out"\ncurrency = "USD"\nperiod = "year"\nbase_period = "2023"\n',
    "actor.csv": "actor_id,name,kind\nITA,Italy,state\nKAZ,Kazakhstan,state\nRUS,Russia,state\n",
    "commodity.csv": "commodity_id,name,unit\ncrude,Crude oil,t\n",
    "node.csv": "node_id,name,x_coord,y_coord,node_type,jurisdiction\n"
                "augusta,Augusta,15.2,37.2,market,ITA\ntengiz,Теңіз,53.4,46.1,field,KAZ\n",
    "link.csv": "link_id,name,from_node_id,to_node_id,mode,capacity,capacity_unit,cost,controller,owner\n"
                "pipe,Pipeline,tengiz,augusta,pipeline,6,Mt/yr,10,RUS,KAZ\n"
                "rail,Railway,tengiz,augusta,rail,,,30,KAZ,KAZ\n",
    "supply.csv": "node_id,commodity_id,capacity,capacity_unit,cost\ntengiz,crude,20,Mt/yr,100\n",
    "demand.csv": "node_id,commodity_id,quantity,quantity_unit,value\naugusta,crude,8,Mt/yr,500\n",
    "measure.csv": "measure_id,kind,link\npipe_closure,closure,pipe\n",
    "scenario.csv": "scenario_id,step,measure_id,title\npipe_shut,1,pipe_closure,Pipeline shut\n",
}


def run(*arguments, **options):
    """The finished run; text in and out, no colour, 100 columns."""
    environment = {**os.environ, "COLUMNS": "100", **options.pop("environment", {})}
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, encoding="utf-8", env=environment,
                          timeout=120, check=False, **options)


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, and the small model in it."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.model = self.folder / "model"
        self.model.mkdir()
        for name, text in MODEL.items():
            (self.model / name).write_text(text, encoding="utf-8")

    def ok(self, *arguments, **options):
        """Standard output of a run that must answer."""
        done = run(*arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

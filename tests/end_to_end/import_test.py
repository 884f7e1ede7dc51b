"""Networks of other programs, made by hand: imported, and solved to what is computed by hand."""
import csv
import json
import unittest

from program import ProgramTest, run


class ImportTest(ProgramTest):
    def write(self, files):
        for name, text in files.items():
            path = self.folder / "foreign" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self.folder / "foreign"

    def imported(self, kind, *sources):
        target = self.folder / "imported"
        done = run("import", kind, *sources, "-o", target)
        self.assertEqual(done.returncode, 0, done.stderr)
        report = (target / "import_report.md").read_text(encoding="utf-8")
        self.assertIn(report.strip(), done.stderr)
        self.assertEqual(run("check", target).returncode, 0)
        return target, report

    def solve(self, target):
        return json.loads(self.ok("solve", target, "--json"))

    def rows(self, target, table):
        with open(target / f"{table}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def flow(self, answer, link):
        return sum(row["flow"] for row in answer["flows"] if row["link_id"] == link)

    def faults(self, kind, *sources):
        done = run("import", kind, *sources, "-o", self.folder / "imported")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertFalse((self.folder / "imported").exists())
        return done.stderr


ROADS = {
    "config.csv": "dataset_name,long_length,speed\nThree towns,km,kph\n",
    "node.csv": "node_id,x_coord,y_coord,zone_id,ctrl_type\na,0,0,1,\nb,0.9,0,2,signal\nc,0.45,0.3,,\n",
    "link.csv": "link_id,from_node_id,to_node_id,directed,length,free_speed,lanes,capacity,facility_type,allowed_uses\n"
                "ab,a,b,1,100,50,1,10,road,auto\n"
                'ac,a,c,true,60,60,2,100,motorway,"auto, bike"\n'
                "cb,c,b,1,90,60,,,motorway,\n"
                "path,a,b,0,100,5,1,500,path,walk\n",
    "demand.csv": "o_zone_id,d_zone_id,volume\n1,2,300\n1,1,7\n",
    "signal_timing_plan.csv": "plan_id\n1\n",
}


class GmnsTest(ImportTest):
    def test_trips_take_the_quick_road_until_it_is_full(self):
        target, report = self.imported("gmns", self.write(ROADS))
        answer = self.solve(target)
        # ab: 100 km at 50 km/h is 2 h, for 10 an hour on one lane: 240 a day. The other 60 of 300 go over c: 1 h on 60 km
        # at 60 km/h and 1.5 h on 90 km. 240 * 2 + 60 * 2.5 = 630 hours a day.
        self.assertAlmostEqual(answer["cost"] / 630, 1, 9)
        self.assertAlmostEqual(self.flow(answer, "ab") / 240, 1, 9)
        self.assertAlmostEqual(self.flow(answer, "cb") / 60, 1, 9)
        links = {row["link_id"]: row for row in self.rows(target, "link")}
        self.assertEqual(sorted(links), ["ab", "ac", "cb"])  # nobody drives on the path
        self.assertEqual(links["ac"]["capacity"], "4800")  # 100 an hour and lane, two lanes, 24 hours
        self.assertEqual(links["cb"]["capacity"], "")
        for words in ("| node.csv | ctrl_type | 1 |", "| link.csv | free_speed | 4 |", "| signal_timing_plan.csv | all |",
                      "| link.capacity | without limit | 1 | no capacity |", "| link.csv | 1 | not open to motor traffic",
                      "| demand.csv | 1 | trips within a zone use no link |"):
            self.assertIn(words, report)

    def test_a_zone_of_several_nodes_is_not_passed_through(self):
        files = dict(ROADS)
        files["node.csv"] = "node_id,x_coord,y_coord,zone_id\na,0,0,1\nb,0.9,0,2\nc,0.45,0.3,1\n"
        answer = self.solve(self.imported("gmns", self.write(files))[0])
        # Trips of zone 1 now begin at a or c: all 300 from c, 90 km at 60 km/h, without limit.
        self.assertAlmostEqual(answer["cost"] / 450, 1, 9)

    def test_miles_and_missing_numbers_are_worked(self):
        files = dict(ROADS, **{"config.csv": "long_length,speed\nmile,mph\n"})
        files["link.csv"] = "link_id,from_node_id,to_node_id,length,free_speed\nab,a,b,62.5,25\nac,a,c,,\n"
        target, report = self.imported("gmns", self.write(files))
        links = {row["link_id"]: row for row in self.rows(target, "link")}
        self.assertAlmostEqual(float(links["ab"]["cost"]), 2.5)
        self.assertAlmostEqual(float(links["ab"]["length"]), 100.584)
        # 0.45 and 0.3 degrees near the equator, 111.195 km each: sqrt(50.04^2 + 33.36^2) = 60.14 km at 50 km/h.
        self.assertAlmostEqual(float(links["ac"]["cost"]), 60.14 / 50, 3)
        self.assertIn("| link.length | distance between the ends | 1 |", report)

    def test_a_wrong_unit_of_length_is_noticed(self):
        done = run("import", "gmns", self.write(dict(ROADS, **{"config.csv": "long_length,speed\nm,kph\n"})), "-o",
                   self.folder / "imported")
        self.assertIn("W942", done.stderr)

    def test_all_faults_are_told_in_one_go(self):
        files = dict(ROADS)
        files["node.csv"] = "node_id,x_coord,y_coord,zone_id\na,500000,0,1\na,0,0,2\nb,1,1,2\n"
        files["link.csv"] = ("link_id,from_node_id,to_node_id,length,free_speed,directed\n"
                             "ab,a,nowhere,x,50,1\nab,a,b,-1,50,perhaps\n,a,b,1,50,1\nba,b,a,1,50,perhaps\n")
        files["demand.csv"] = "o_zone_id,d_zone_id,volume\n9,2,1\n"
        files["config.csv"] = "long_length\nfurlong\n"
        told = self.faults("gmns", self.write(files))
        for words in ("node.csv:2 x_coord: '500000'", "node.csv:3 node_id: 'a' occurs twice",
                      "link.csv:2 to_node_id: 'nowhere'", "link.csv:2 length: 'x'", "link.csv:3 link_id: 'ab' occurs twice",
                      "link.csv:4 link_id: is empty", "link.csv:5 directed: 'perhaps'", "demand.csv:2 o_zone_id: '9'",
                      "config.csv:2 long_length: 'furlong'"):
            self.assertIn(words, told)

    def test_a_folder_without_the_tables_says_so(self):
        told = self.faults("gmns", self.write({"other.csv": "a\n1\n"}))
        self.assertEqual(told.count("E931"), 2)
        self.assertIn("E931", self.faults("gmns", self.folder / "nowhere"))
        told = self.faults("gmns", self.write({"node.csv": "node_id,x_coord\na,1\n", "link.csv": "link_id\n1\n"}))
        self.assertEqual(told.count("E932"), 3)


POWER = {
    "buses.csv": "name,x,y,carrier,country,v_nom\nnorth,10,54,AC,DE,380\nsouth,11,48,DC,DE,380\n",
    "snapshots.csv": ",snapshot,objective\n0,2013-01-01 00:00:00,1\n1,2013-01-01 01:00:00,3\n",
    "generators.csv": "name,bus,p_nom,marginal_cost,carrier,control\nwind,north,100,0,wind,PQ\ngas,south,100,50,gas,PQ\n",
    "generators-p_max_pu.csv": "snapshot,wind\n2013-01-01 00:00:00,0.2\n2013-01-01 01:00:00,0.6\n",
    "loads.csv": "name,bus,p_set\ntown,south,80\n",
    "lines.csv": "name,bus0,bus1,s_nom,s_max_pu,x\nac:1,north,south,40,0.75,0.1\n",
    "links.csv": "name,bus0,bus1,p_nom,efficiency,marginal_cost,carrier\ndc,north,south,10,0.9,1,HVDC\n",
    "storage_units.csv": "name,bus,p_nom\npump,south,10\n",
    "generators-p.csv": "snapshot,wind\n2013-01-01 00:00:00,20\n",
}


class PypsaTest(ImportTest):
    def test_the_cheap_source_serves_the_load_as_far_as_lines_reach(self):
        target, report = self.imported("pypsa", self.write(POWER))
        answer = self.solve(target)
        # Wind: 100 MW by (1 * 0.2 + 3 * 0.6) / 4 = 0.5. The line takes 40 * 0.75 = 30 MW, the link 10 MW of which 9 arrive,
        # at 1 each; gas gives the other 41 MW at 50. An hour costs 10 + 2050, a day 24 times that.
        self.assertAlmostEqual(answer["cost"] / (24 * 2060), 1, 9)
        self.assertAlmostEqual(self.flow(answer, "ac_1") / (24 * 30), 1, 9)
        self.assertAlmostEqual(self.flow(answer, "dc") / (24 * 10), 1, 9)
        self.assertEqual(answer["units"]["commodities"], {"electricity": "MWh"})
        self.assertEqual(answer["period"], "2013")
        supply = {row["supply_id"]: row for row in self.rows(target, "supply")}
        self.assertAlmostEqual(float(supply["wind"]["capacity"]), 50)
        self.assertEqual(supply["wind"]["capacity_unit"], "MW")
        for words in ("| lines.csv | x | 1 | flows follow cost", "| storage_units.csv | all | 1 | storage needs",
                      "| generators-p_max_pu.csv | 1 components | 2 | mean over 2 snapshots",
                      "| generators-p.csv | all | 1 | a time series that nothing here is made of |",
                      "| buses.csv | v_nom | 2 |"):
            self.assertIn(words, report)

    def test_a_link_between_carriers_is_a_process_and_a_way(self):
        files = dict(POWER)
        files["buses.csv"] += "tank,11,49,H2,DE,\n"
        files["links.csv"] += "electrolysis,south,tank,5,0.6,2,\n"
        target = self.folder / "imported"
        self.assertEqual(run("import", "pypsa", self.write(files), "-o", target).returncode, 0)
        process, = self.rows(target, "process")
        self.assertEqual(process, {"process_id": "electrolysis", "node_id": "south", "inputs": "electricity:1",
                                   "outputs": "H2:0.6", "capacity": "120", "cost": "2"})
        way = [row for row in self.rows(target, "link") if row["link_id"] == "electrolysis"][0]
        self.assertEqual((way["from_node_id"], way["to_node_id"], way["carrier"], way["cost"]), ("south", "tank", "H2", ""))

    def test_a_link_that_may_turn_round_has_a_way_back(self):
        files = dict(POWER)
        files["links.csv"] = "name,bus0,bus1,p_nom,p_min_pu\ndc,south,north,20,-0.5\n"
        answer = self.solve(self.imported("pypsa", self.write(files))[0])
        # Against its direction the link takes 10 MW, the line 30; gas gives 40.
        self.assertAlmostEqual(self.flow(answer, "dc_back") / 240, 1, 9)
        self.assertAlmostEqual(answer["cost"] / (24 * 2000), 1, 9)

    def test_all_faults_are_told_in_one_go(self):
        files = dict(POWER)
        files["buses.csv"] = "name,x,y\nnorth,10,954\nnorth,11,48\n"
        files["lines.csv"] = "name,bus0,bus1,s_nom\nl,north,west,-4\n"
        files["links.csv"] = "name,bus0,bus1,p_nom,efficiency\ndc,north,north,1,zero\n"
        files["loads.csv"] = "name,bus,p_set\ntown,north,1e400\n"
        told = self.faults("pypsa", self.write(files))
        for words in ("buses.csv:2 y: '954'", "buses.csv:3 name: 'north' occurs twice", "lines.csv:2 bus1: 'west'",
                      "lines.csv:2 s_nom: '-4' is negative", "links.csv:2 efficiency: 'zero'", "loads.csv:2 p_set: '1e400'",
                      "generators.csv:3 bus: 'south'"):
            self.assertIn(words, told)
        self.assertIn("has no buses.csv", self.faults("pypsa", self.model))


CITY_NET = """<NUMBER OF ZONES> 3
<NUMBER OF NODES> 4
<FIRST THRU NODE> 4
<NUMBER OF LINKS> 4
<TOLL FACTOR> 2
<DISTANCE FACTOR> 0.5
<END OF METADATA>
~ init term capacity length time b power speed toll type ;
 1 2 100 0 1 0.15 4 0 0 1 ;
 2 3 100 0 1 0.15 4 0 0 1 ;
 1 4 100 2 5 0.15 4 0 0 1 ;
 4 3 100 0 5 0.15 4 0 3 1 ;
"""
CITY_TRIPS = "<NUMBER OF ZONES> 3\n<END OF METADATA>\n\nOrigin 1\n 1 : 4.0; 2 : 5.0; 3 : 10.0;\n"
CITY_NODES = "Node X Y ;\n1 500 100 ;\n2 600 100 ;\n3 700 100 ;\n4 600 150 ;\n"


class TntpTest(ImportTest):
    def city(self, **files):
        folder = self.write({"City_net.tntp": CITY_NET, "City_trips.tntp": CITY_TRIPS, "City_node.tntp": CITY_NODES, **files})
        return folder / "City_net.tntp", folder / "City_trips.tntp"

    def test_nothing_passes_through_a_zone(self):
        target, report = self.imported("tntp", *self.city())
        answer = self.solve(target)
        # Zone 2 would be a short cut to 3 and is none: 10 trips take 5 + 0.5 * 2 to node 4 and 5 more to 3; 5 trips end at 2.
        # Of that 0.5 * 2 is cost and the rest time, worth 1 a day; the toll of 6 is on top.
        self.assertAlmostEqual(answer["cost"] / 10, 1, 9)
        self.assertAlmostEqual(answer["surplus"] / -(10 * (11 + 6) + 5), 1, 9)
        self.assertEqual(self.flow(answer, "a2"), 0)
        links = {row["link_id"]: row for row in self.rows(target, "link")}
        self.assertEqual(links["a4"]["toll"], "6")  # the toll of 3 by the factor 2
        self.assertEqual((links["a1"]["from_node_id"], links["a1"]["to_node_id"]), ("n1_from", "n2"))
        places = {row["node_id"]: (row["x_coord"], row["y_coord"]) for row in self.rows(target, "node")}
        self.assertEqual((places["n1"], places["n3"], places["n4"]), (("-5", "-1.25"), ("5", "-1.25"), ("0", "1.25")))
        self.assertEqual((links["a3"]["delay"], links["a3"]["b"], links["a3"]["power"]), ("5", "0.15", "4"))
        for words in ("| City_net.tntp | b, power | 4 | link.b, link.power", "| City_trips.tntp | 1 | trips within a zone",
                      "keep their shape", "first thru node 4"):
            self.assertIn(words, report)

    def test_without_a_first_thru_node_all_may_be_passed(self):
        net, trips = self.city(**{"City_net.tntp": CITY_NET.replace("<FIRST THRU NODE> 4", "<FIRST THRU NODE> 1")})
        answer = self.solve(self.imported("tntp", net, trips)[0])
        self.assertAlmostEqual(answer["surplus"] / -(10 * 2 + 5), 1, 9)

    def test_all_faults_are_told_in_one_go(self):
        net, trips = self.city(**{
            "City_net.tntp": CITY_NET.replace(" 1 2 100", " 1 9 100").replace(" 2 3 100", " 2 3 much"),
            "City_trips.tntp": CITY_TRIPS.replace("2 : 5.0;", "2 5.0; 8 : 1;"),
            "City_node.tntp": CITY_NODES.replace("600 150", "600")})
        told = self.faults("tntp", net, trips)
        for words in ("City_net.tntp:9 term node: '9'", "City_net.tntp:10 capacity: 'much'", "City_trips.tntp:5: '2 5.0'",
                      "City_trips.tntp:5 destination: '8'", "City_node.tntp:5"):
            self.assertIn(words, told)
        net, trips = self.city(**{"City_net.tntp": CITY_NET.replace("LINKS> 4", "LINKS> 5")})
        self.assertIn("E938", self.faults("tntp", net, trips))

    def test_trips_are_for_tntp_alone(self):
        self.assertEqual(run("import", "gmns", self.write(ROADS), "trips", "-o", self.folder / "x").returncode, 2)


if __name__ == "__main__":
    unittest.main()

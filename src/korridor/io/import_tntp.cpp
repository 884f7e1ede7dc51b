// TNTP, the text files of the Transportation Networks for Research library: a network, trips and perhaps
// places.
//
// Delay is free-flow time, valued at 1 a day; b and power are how it grows with flow. Cost is the distance
// factor times length, toll the toll factor times toll: together the file's own generalised cost. A zone
// below the first thru node may begin and end trips and may not be passed through: its links out leave from a
// second place, so that what arrives at the zone cannot go on.
#include <cmath>
#include <filesystem>
#include <map>
#include <vector>

#include "korridor/core/text.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/flow_network.hpp"
#include "korridor/io/folder_draft.hpp"
#include "korridor/io/import_report.hpp"
#include "korridor/io/importers.hpp"

namespace korridor::io {

namespace {

constexpr char const* kTrips = "trips";

/// One of the files: head of "<KEY> value" lines, then a body without remarks.
struct TntpFile {
  struct Line {
    std::size_t number = 0;
    std::string_view text;
  };
  std::string const& name;
  std::map<std::string, Line, std::less<>> head;
  std::vector<Line> body;
};

TntpFile read_lines(std::string const& bytes, std::string const& name) {
  TntpFile out{name, {}, {}};
  std::size_t number = 0;
  for (std::string_view line : split(bytes, '\n')) {
    ++number;
    line = trimmed(line.substr(0, line.find('~'))); // the rest is a remark
    if (line.empty()) continue;
    std::size_t const end = line.find('>');
    if (line.front() == '<' && end != std::string_view::npos) {
      out.head[std::string(line.substr(1, end - 1))] = {number, trimmed(line.substr(end + 1))};
    } else {
      out.body.push_back({number, line});
    }
  }
  return out;
}

class TntpReader {
public:
  TntpReader(TntpTexts const& texts, Findings& findings)
      : faults_(findings), texts_(texts), draft_(title_of(texts.net_name)),
        report_("What became of the TNTP files of " + title_of(texts.net_name)) {}

  std::optional<Imported> read() {
    TntpFile const net = read_lines(texts_.net, texts_.net_name);
    if (!read_head(net)) return std::nullopt;
    read_places();
    for (TntpFile::Line const& line : net.body) read_link(net, line);
    if (!faults_.any() && link_total_ && *link_total_ != link_count_) {
      faults_.error("E938", net.name, 0, "NUMBER OF LINKS", std::to_string(*link_total_),
                    "promises other than the " + std::to_string(link_count_) + " links that follow",
                    "get the whole file, or mend the count");
    }
    if (!texts_.trips.empty()) read_trips();
    if (faults_.any()) return std::nullopt;
    draft_.add("commodity",
               {{"commodity_id", kTrips}, {"name", "Trips"}, {"unit", "unit"}, {"time_value", "1"}});
    finish_report(net);
    return Imported{
        draft_.finish("Read from TNTP files; import_report.md says what became of each column. The "
                      "file's unit of time is called a day, and costs 1; so is its period."),
        report_.text()};
  }

private:
  std::optional<double> value(std::string const& file, std::size_t line, std::string const& column,
                              std::string_view word) {
    ParsedNumber const number = parse_number(word);
    if (number && number.value >= 0.0 && number.value <= 1e30) return number.value;
    faults_.error("E933", file, line, column, std::string(word),
                  number ? "is negative or too large" : std::string(fault_text(*number.fault)),
                  number ? "write a number from 0 to 1e30" : std::string(remedy_text(*number.fault)));
    return std::nullopt;
  }

  std::optional<std::size_t> count(TntpFile const& file, std::string const& key, std::size_t most) {
    auto const found = file.head.find(key);
    if (found == file.head.end()) return std::nullopt;
    auto const number = parse_integer(found->second.text);
    if (number && *number >= 0 && static_cast<unsigned long long>(*number) <= most) {
      return static_cast<std::size_t>(*number);
    }
    faults_.error("E933", file.name, found->second.number, key, std::string(found->second.text),
                  "is no whole number from 0 to " + std::to_string(most), "check the head of the file");
    return std::nullopt;
  }

  double factor(TntpFile const& file, std::string const& key) {
    auto const found = file.head.find(key);
    if (found == file.head.end() || found->second.text.empty()) return 0.0;
    return value(file.name, found->second.number, key, found->second.text).value_or(0.0);
  }

  bool read_head(TntpFile const& net) {
    std::size_t const most = most_nodes(texts_.net);
    auto const nodes = count(net, "NUMBER OF NODES", most);
    auto const zones = count(net, "NUMBER OF ZONES", most);
    auto const first = count(net, "FIRST THRU NODE", most + 1);
    link_total_ = count(net, "NUMBER OF LINKS", 100'000'000);
    distance_factor_ = factor(net, "DISTANCE FACTOR");
    toll_factor_ = factor(net, "TOLL FACTOR");
    if (!nodes && !faults_.any()) {
      faults_.error("E937", net.name, 0, "NUMBER OF NODES", "", "is missing",
                    "a TNTP network begins with <NUMBER OF NODES> and the like");
    }
    if (faults_.any()) return false;
    node_count_ = *nodes;
    zone_count_ = zones.value_or(node_count_);
    first_thru_ = first.value_or(1);
    return true;
  }

  void read_places() {
    std::vector<std::pair<double, double>> places(node_count_ + 1);
    std::vector<bool> known(node_count_ + 1, false);
    bool degrees = true;
    TntpFile const file = read_lines(texts_.nodes, texts_.nodes_name);
    for (TntpFile::Line const& line : file.body) {
      Words words(line.text);
      std::string_view const id = words.next();
      auto const number = parse_integer(id);
      ParsedNumber const x = parse_number(words.next());
      ParsedNumber const y = parse_number(words.next());
      bool const is_node = number && *number >= 1 && static_cast<unsigned long long>(*number) <= node_count_;
      if (!number && &line == &file.body.front()) continue; // the header
      if (!is_node || !x || !y) {
        faults_.error("E937", file.name, line.number, "", std::string(line.text),
                      "is no node with its two coordinates", "write NODE X Y ;");
        continue;
      }
      places[static_cast<std::size_t>(*number)] = {x.value, y.value};
      known[static_cast<std::size_t>(*number)] = true;
      degrees = degrees && std::abs(x.value) <= 180.0 && std::abs(y.value) <= 90.0;
    }
    bool all = true;
    for (std::size_t node = 1; node <= node_count_; ++node) all = all && known[node];
    if (!all) {
      place_on_grid(places);
      report_.note(
          "Places are a grid in the order of the nodes and mean nothing: there is no place for each node.");
    } else if (!degrees) {
      shrink(places);
      report_.note(
          "Places keep their shape, not their position: the coordinates are no degrees, and were moved and "
          "scaled into ten degrees round 0, 0.");
    }
    for (std::size_t node = 1; node <= node_count_; ++node) {
      add_node(std::to_string(node), places[node]);
      if (node < first_thru_ && node <= zone_count_) add_node(std::to_string(node) + "_from", places[node]);
    }
  }

  void add_node(std::string const& number, std::pair<double, double> const& place) {
    draft_.add("node", {{"node_id", "n" + number},
                        {"x_coord", number_text(place.first)},
                        {"y_coord", number_text(place.second)}});
  }

  void place_on_grid(std::vector<std::pair<double, double>>& places) const {
    for (std::size_t node = 1; node <= node_count_; ++node) places[node] = grid_place(node - 1, node_count_);
  }

  /// Into a box of ten degrees, its middle at 0, 0.
  static void shrink(std::vector<std::pair<double, double>>& places) {
    auto low = places[1];
    auto high = places[1];
    for (std::size_t node = 1; node < places.size(); ++node) {
      low = {std::min(low.first, places[node].first), std::min(low.second, places[node].second)};
      high = {std::max(high.first, places[node].first), std::max(high.second, places[node].second)};
    }
    double const size = std::max(high.first - low.first, high.second - low.second);
    double const scale = size > 0.0 && std::isfinite(size) ? 10.0 / size : 0.0;
    auto const moved = [&](double value, double least, double most) {
      double const shown = (value - least / 2.0 - most / 2.0) * scale;
      return std::isfinite(shown) ? std::round(shown * 1e6) / 1e6 : 0.0;
    };
    for (auto& [x, y] : places) {
      x = moved(x, low.first, high.first);
      y = moved(y, low.second, high.second);
    }
  }

  std::optional<std::size_t> node(std::string const& file, std::size_t line, std::string const& column,
                                  std::string_view word, std::size_t most) {
    auto const number = parse_integer(word);
    if (number && *number >= 1 && static_cast<unsigned long long>(*number) <= most)
      return static_cast<std::size_t>(*number);
    faults_.error("E934", file, line, column, std::string(word), "is none of 1 to " + std::to_string(most),
                  "mend the number, or the counts of the network's head");
    return std::nullopt;
  }

  void read_link(TntpFile const& net, TntpFile::Line const& line) {
    Words words(line.text.substr(0, line.text.find(';')));
    ++link_count_;
    auto const from = node(net.name, line.number, "init node", words.next(), node_count_);
    auto const to = node(net.name, line.number, "term node", words.next(), node_count_);
    auto const number = [&](std::string const& column) {
      return value(net.name, line.number, column, words.next());
    };
    auto const capacity = number("capacity");
    auto const length = number("length");
    auto const time = number("free flow time");
    // The rest may be left out: b, power, speed, toll, type.
    auto const perhaps = [&](char const* column) {
      std::string_view const word = words.next();
      return word.empty() ? std::optional(0.0) : value(net.name, line.number, column, word);
    };
    auto const b = perhaps("b");
    auto const power = perhaps("power");
    static_cast<void>(words.next()); // speed
    auto const toll = perhaps("toll");
    if (!from || !to || !capacity || !length || !time || !b || !power || !toll) return;
    double const grows = *time > 0.0 && *capacity > 0.0 ? *b : 0.0;
    if (grows > 0.0 && *power > 0.0 && *power < 1.0) {
      faults_.error("E933", net.name, line.number, "power", number_text(*power), "is between 0 and 1",
                    "write 1 or more, or 0 for a time that does not grow");
      return;
    }
    if (*from == *to) {
      report_.left_out(net.name, "begins and ends at the same node");
      return;
    }
    bool const split_end = *from < first_thru_ && *from <= zone_count_;
    draft_.add("link", {{"link_id", "a" + std::to_string(link_count_)},
                        {"from_node_id", "n" + std::to_string(*from) + (split_end ? "_from" : "")},
                        {"to_node_id", "n" + std::to_string(*to)},
                        {"capacity", *capacity > 0.0 ? number_text(*capacity) : ""},
                        {"cost", distance_factor_ > 0.0 ? number_text(distance_factor_ * *length) : ""},
                        // x^0 is 1 at any flow
                        {"delay", number_text(*power > 0.0 ? *time : *time * (1.0 + grows))},
                        {"b", grows > 0.0 && *power > 0.0 ? number_text(grows) : ""},
                        {"power", grows > 0.0 && *power > 0.0 ? number_text(*power) : ""},
                        {"toll", toll_factor_ > 0.0 ? number_text(toll_factor_ * *toll) : ""},
                        {"length", *length > 0.0 ? number_text(*length) : ""}});
    if (*capacity == 0.0) report_.defaulted("link.capacity", "without limit", "capacity 0 stands for none");
  }

  void read_trips() {
    TntpFile const file = read_lines(texts_.trips, texts_.trips_name);
    std::optional<std::size_t> origin;
    bool has_origin = false;
    std::map<std::pair<std::size_t, std::size_t>, double> volumes;
    for (TntpFile::Line const& line : file.body) {
      Words head(line.text);
      if (head.next() == "Origin") {
        origin = node(file.name, line.number, "Origin", head.next(), zone_count_);
        has_origin = true;
        continue;
      }
      if (!has_origin) {
        faults_.error("E937", file.name, line.number, "", std::string(line.text),
                      "stands before the first origin", "write Origin NUMBER above the trips");
        return;
      }
      for (std::string_view pair : split(line.text, ';')) {
        pair = trimmed(pair);
        if (pair.empty()) continue;
        std::size_t const colon = pair.find(':');
        if (colon == std::string_view::npos) {
          faults_.error("E937", file.name, line.number, "", std::string(pair), "is no DESTINATION : TRIPS",
                        "write destination, colon, number, semicolon");
          continue;
        }
        auto const destination =
            node(file.name, line.number, "destination", trimmed(pair.substr(0, colon)), zone_count_);
        auto const volume = value(file.name, line.number, "trips", trimmed(pair.substr(colon + 1)));
        ++trip_cells_;
        if (!origin || !destination || !volume || *volume == 0.0) continue;
        if (*origin == *destination) {
          report_.left_out(file.name, "trips within a zone use no link");
          continue;
        }
        volumes[{*origin, *destination}] += *volume;
      }
    }
    std::vector<Trip> trips;
    for (auto const& [pair, volume] : volumes) {
      std::string const from = std::to_string(pair.first);
      std::string const to = std::to_string(pair.second);
      trips.push_back(
          {"z" + from, "z" + to, "n" + from + (pair.first < first_thru_ ? "_from" : ""), "n" + to, volume});
    }
    draft_.add_trips(trips, kTrips);
  }

  void finish_report(TntpFile const& net) {
    auto const mapped = [&](char const* column, std::string const& became) {
      report_.mapped(net.name, column, link_count_, became);
    };
    mapped("init node, term node", "link.from_node_id, link.to_node_id");
    mapped("capacity", "link.capacity");
    mapped("length",
           "link.length, and in link.cost times the distance factor " + number_text(distance_factor_));
    mapped("free flow time", "link.delay, valued by commodity.time_value 1");
    mapped("b, power", "link.b, link.power, where there is time and capacity; used by assign alone");
    if (toll_factor_ > 0.0)
      mapped("toll", "link.toll, times the toll factor " + number_text(toll_factor_));
    else
      report_.dropped(net.name, "toll", link_count_, "the toll factor is 0 or not given");
    report_.dropped(net.name, "speed, type", link_count_, "free flow time says it");
    if (!texts_.trips.empty()) {
      report_.mapped(texts_.trips_name, "origin, destination, trips", trip_cells_,
                     "supply and demand of the commodity trips; each origin is an actor");
    }
    if (!texts_.nodes.empty())
      report_.mapped(texts_.nodes_name, "X, Y", node_count_, "node.x_coord, node.y_coord");
    if (first_thru_ > 1) {
      report_.note("Zones below the first thru node " + std::to_string(first_thru_) +
                   " have two places: trips end at nZ and begin at nZ_from, so that nothing passes through.");
    }
    report_.note(
        "Demand accepts only its own origin's trips and has no value. `korridor assign` lets times grow with "
        "flow, as the file means them; `korridor solve` takes capacity as a hard limit, so that trips that "
        "the file's authors crowd onto links may be unserved there.");
  }

  ForeignFaults faults_;
  TntpTexts const& texts_;
  FolderDraft draft_;
  ImportReport report_;
  std::size_t node_count_ = 0;
  std::size_t zone_count_ = 0;
  std::size_t first_thru_ = 1;
  std::optional<std::size_t> link_total_;
  std::size_t link_count_ = 0;
  std::size_t trip_cells_ = 0;
  double distance_factor_ = 0.0;
  double toll_factor_ = 0.0;
};

} // namespace

std::optional<Imported> parse_tntp(TntpTexts const& texts, Findings& findings) {
  return TntpReader(texts, findings).read();
}

std::optional<Imported> import_tntp(std::string const& net, std::string const& trips, Findings& findings) {
  TntpTexts texts;
  auto const read = [&](std::string const& path, std::string& bytes, std::string& name) {
    name = std::filesystem::path(path).filename().string();
    auto text = read_file(path, name, findings);
    if (text) bytes = std::move(*text);
    return text.has_value();
  };
  bool good = read(net, texts.net, texts.net_name);
  if (!trips.empty()) good = read(trips, texts.trips, texts.trips_name) && good;
  // The library calls its files NAME_net.tntp and NAME_node.tntp.
  std::string nodes = net;
  std::size_t const at = nodes.rfind("_net");
  std::error_code error;
  if (at != std::string::npos && std::filesystem::exists(nodes.replace(at, 4, "_node"), error)) {
    good = read(nodes, texts.nodes, texts.nodes_name) && good;
  }
  return good ? parse_tntp(texts, findings) : std::nullopt;
}

} // namespace korridor::io

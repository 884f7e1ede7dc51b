// The examples that help and man page show, by verb.
#include "manual.hpp"

#include <map>

namespace korridor::app {

std::vector<Example> examples_of(std::string const& verb) {
  static std::map<std::string, std::vector<Example>> const kExamples = {
      {"",
       {{"korridor demo", "the story of the bundled case in one screen, with three maps"},
        {"korridor solve models/kazakhstan", "what flows where, at what price, and where it binds"},
        {"korridor compare models/kazakhstan --close cpc_pipeline",
         "what changes when that pipeline shuts"}}},
      {"solve",
       {{"korridor solve models/kazakhstan", "the base case"},
        {"korridor solve models/kazakhstan --scenario cpc_shut --json", "a scenario, for other programs"},
        {"korridor solve models/kazakhstan --close cpc_pipeline --ban 'commodity=crude origin=RUS "
         "destination=EUU' "
         "--set link:btc:capacity=60Mt/yr",
         "what-ifs without touching a file"},
        {"korridor solve models/kazakhstan --close 'link:btc*' --save no_btc --title 'BTC shut'",
         "keep a what-if as a scenario of the model"},
        {"korridor solve models/kazakhstan --csv answer", "every list of the answer as a CSV file"},
        {"korridor solve --mmcf planar30 --json", "a multicommodity flow instance from elsewhere"}}},
      {"compare",
       {{"korridor compare models/kazakhstan --scenario cpc_shut", "base case against a scenario"},
        {"korridor compare models/kazakhstan --scenario cpc_shut --scenario no_embargo",
         "one scenario against another"},
        {"korridor compare models/kazakhstan --close RUS", "all that an actor controls, shut"},
        {"korridor compare models/kazakhstan --set link:btc:capacity=60Mt/yr --json", "for other programs"}}},
      {"map",
       {{"korridor map models/kazakhstan -o base.png --scale 2", "the base case, for print"},
        {"korridor map models/kazakhstan --scenario cpc_shut --compare -o change.svg",
         "what a scenario changes"},
        {"korridor map models/kazakhstan --focus KAZ -o kazakhstan.png", "the surroundings of an actor"},
        {"korridor map models/kazakhstan --focus 40,35,60,50 -o caspian.svg",
         "a window of longitudes and latitudes"}}},
      {"fit",
       {{"korridor fit models/kazakhstan --fit-until 2022 --predict 2023 --score 2024 --evaluations 8 --draws 2",
         "fit to two years, predict the next, score the last"}}},
      {"export",
       {{"korridor export models/kazakhstan -o kazakhstan.gpkg", "layers and tables that QGIS opens styled"},
        {"korridor export models/kazakhstan --scenario cpc_shut -o cpc_shut.geojson",
         "nodes and links of a scenario, for maps on the web"},
        {"korridor export models/kazakhstan --csv tables", "each list as a CSV file, with coordinates"}}},
      {"demo",
       {{"korridor demo", "the bundled case; pictures in demo/"},
        {"korridor demo --model my_model -o pictures", "another model"}}},
      {"why",
       {{"korridor why models/kazakhstan link:cpc_kaz capacity",
         "where this capacity comes from, and who contests it"},
        {"korridor why models/kazakhstan measure:cpc_mine_clearance value --json", "for other programs"}}},
      {"evidence",
       {{"korridor evidence models/kazakhstan --contested",
         "the statements that contradict each other, in pairs"},
        {"korridor evidence models/kazakhstan --element cpc_pipeline", "what is said of one element"},
        {"korridor evidence models/kazakhstan --speaker Peskov --json", "for other programs"}}},
      {"check",
       {{"korridor check models/kazakhstan", "all faults of a folder in one go"},
        {"korridor check models/kazakhstan --sources", "and where each number comes from"}}},
      {"schema",
       {{"korridor schema", "all tables and columns"},
        {"korridor schema link", "one table"},
        {"korridor schema --markdown", "the reference page of the documentation"}}},
      {"import",
       {{"korridor import mmcf planar30 -o models/planar30",
         "a multicommodity flow instance as a model folder"},
        {"korridor import dimacs problem.min -o models/problem", "a minimum cost flow problem"}}},
      {"completion",
       {{"korridor completion bash > ~/.local/share/bash-completion/completions/korridor", "for bash"},
        {"korridor completion zsh > ~/.zfunc/_korridor", "for zsh, in a folder of fpath"},
        {"korridor completion fish > ~/.config/fish/completions/korridor.fish", "for fish"}}},
      {"man",
       {{"korridor man | man -l -", "read it"},
        {"korridor man > /usr/local/share/man/man1/korridor.1", "install it"}}}};
  auto const found = kExamples.find(verb);
  return found == kExamples.end() ? std::vector<Example>() : found->second;
}

} // namespace korridor::app

// Two small models that the tests of this layer change, and how they build them.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "korridor/model/case.hpp"
#include "korridor/model/instance.hpp"
#include "support/folder_builder.hpp"

namespace korridor::test {

using model::Case;
using model::Instance;

/// west --pipe--> border --rail--> east; crude in t and boxes in TEU, supplied in the west, wanted in the
/// east.
inline FolderBuilder small_model() {
  FolderBuilder builder;
  builder.period("2023")
      .table("actor", {"actor_id", "kind", "members"},
             {{"WES", "state", ""},
              {"MID", "state", ""},
              {"EAS", "state", ""},
              {"PCO", "company", ""},
              {"UNI", "bloc", "WES;MID"},
              {"BIG", "bloc", "UNI;EAS"}})
      .table(
          "node", {"node_id", "x_coord", "y_coord", "jurisdiction", "controller"},
          {{"west", "0", "0", "WES", ""}, {"border", "1", "0", "MID", "MID"}, {"east", "2", "0", "EAS", ""}})
      .table("commodity", {"commodity_id", "unit", "group", "bbl_per_t", "t_per_TEU"},
             {{"crude", "t", "oil", "7.3", ""}, {"boxes", "TEU", "", "", "12"}})
      .table("link",
             {"link_id", "from_node_id", "to_node_id", "mode", "carrier", "capacity", "capacity_unit", "cost",
              "cost_unit", "jurisdiction", "controller", "owner", "length"},
             {{"pipe", "west", "border", "pipeline", "oil", "60", "Mt/yr", "4", "", "WES", "WES;PCO", "PCO",
               "500"},
              {"rail", "border", "east", "rail", "", "10", "Mt/yr", "", "", "MID", "MID", "MID:0.5;EAS:0.5",
               "1000"}})
      .table("supply", {"node_id", "commodity_id", "capacity", "cost"},
             {{"west", "crude", "1000", "10"}, {"west", "boxes", "50", "2"}})
      .table("demand", {"node_id", "commodity_id", "quantity", "value", "segment"},
             {{"east", "crude", "800", "100", ""}, {"east", "boxes", "40", "90", "hasty"}});
  return builder;
}

/// The instance of a case, which must be sound.
inline Instance built(FolderBuilder const& builder, Case const& what = {}) {
  Findings findings;
  std::optional<Instance> instance = model::build_instance(builder.folder(), what, findings);
  INFO(text_of(findings));
  REQUIRE(instance.has_value());
  return *instance;
}

/// The findings of a case, which must be at fault.
inline Findings faults_of(FolderBuilder const& builder, Case const& what = {}) {
  Findings findings;
  bool const is_built = model::build_instance(builder.folder(), what, findings).has_value();
  CHECK_FALSE(is_built);
  return findings;
}

/// Position of an element by id; -1 when there is none.
template <typename Elements>
int position_of(Elements const& elements, std::string const& id) {
  for (std::size_t position = 0; position < elements.size(); ++position) {
    if (elements[position].id == id) return static_cast<int>(position);
  }
  return model::kNone;
}

template <typename Elements>
auto const& element(Elements const& elements, std::string const& id) {
  int const position = position_of(elements, id);
  INFO(id);
  REQUIRE(position != model::kNone);
  return elements[static_cast<std::size_t>(position)];
}

} // namespace korridor::test

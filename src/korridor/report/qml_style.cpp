// QML by hand: rule-based renderers, since closed and idle links are no class of a scale.
#include "korridor/report/qml_style.hpp"

#include <array>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "korridor/draw/style.hpp"

namespace korridor::report {

namespace {

namespace look = draw::style;

// Okabe and Ito's palette less its yellow, which is faint on white: told apart with all kinds of sight.
constexpr std::array<std::string_view, 8> kGroupColours{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                        "#e69f00", "#56b4e9", "#7a5195", "#16222d"};

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += c;
    }
  }
  return out;
}

/// "#a7b3bd" as "167,179,189,255".
std::string rgba(std::string_view colour) {
  auto const byte = [&](std::size_t at) { return std::stoi(std::string(colour.substr(at, 2)), nullptr, 16); };
  return fmt::format("{},{},{},255", byte(1), byte(3), byte(5));
}

std::string option(std::string_view name, std::string_view value) {
  return fmt::format("<Option name=\"{}\" value=\"{}\" type=\"QString\"/>", name, escaped(value));
}

std::string field_property(std::string_view name, std::string_view expression) {
  return fmt::format("<Option name=\"{}\" type=\"Map\"><Option name=\"active\" value=\"true\" type=\"bool\"/>"
                     "<Option name=\"expression\" value=\"{}\" type=\"QString\"/>"
                     "<Option name=\"type\" value=\"3\" type=\"int\"/></Option>",
                     name, escaped(expression));
}

/// One stroke of a line; an empty width expression leaves the width as it is.
std::string line_layer(std::string_view colour, double width, std::string_view dash,
                       std::string_view width_expression) {
  std::string out = "<layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">";
  out += option("line_color", rgba(colour)) + option("line_style", "solid") +
         option("line_width", fmt::format("{:g}", width)) + option("line_width_unit", "MM") +
         option("capstyle", "flat") + option("joinstyle", "round") + option("offset_unit", "MM");
  if (!dash.empty()) {
    out += option("use_custom_dash", "1") + option("customdash", dash) + option("customdash_unit", "MM");
  }
  out += "</Option>";
  if (!width_expression.empty()) {
    out += "<data_defined_properties><Option type=\"Map\">" + option("name", "") +
           "<Option name=\"properties\" type=\"Map\">" + field_property("outlineWidth", width_expression) +
           field_property("offset", "\"offset_mm\"") + "</Option>" + option("type", "collection") +
           "</Option></data_defined_properties>";
  }
  return out + "</layer>";
}

/// A band of the flow's width with an outline round it.
std::string band(std::string_view colour, std::string_view outline) {
  return line_layer(outline, 0.4, "", "\"width_mm\" + 0.2") + line_layer(colour, 0.3, "", "\"width_mm\"");
}

struct Rule {
  std::string filter;
  std::string label;
  std::string layers; ///< symbol layers
};

std::string renderer(std::vector<Rule> const& rules, std::string_view symbol_type) {
  std::string keys;
  std::string symbols;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    keys += fmt::format("<rule key=\"r{0}\" symbol=\"{0}\" filter=\"{1}\" label=\"{2}\"/>\n", rule,
                        escaped(rules[rule].filter), escaped(rules[rule].label));
    symbols += fmt::format("<symbol name=\"{}\" type=\"{}\" alpha=\"1\" clip_to_extent=\"1\" "
                           "force_rhr=\"0\">{}</symbol>\n",
                           rule, symbol_type, rules[rule].layers);
  }
  return fmt::format("<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" "
                     "forceraster=\"0\">\n<rules key=\"all\">\n{}</rules>\n<symbols>\n{}</symbols>\n"
                     "</renderer-v2>\n",
                     keys, symbols);
}

std::string document(std::string const& body, std::string_view categories, int geometry_type) {
  return fmt::format("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                     "<qgis version=\"3.22\" styleCategories=\"{}\">\n{}"
                     "<layerGeometryType>{}</layerGeometryType>\n</qgis>\n",
                     categories, body, geometry_type);
}

std::string label_by_name() {
  return fmt::format(
      "<labeling type=\"simple\"><settings calloutType=\"simple\">"
      "<text-style fieldName=\"name\" isExpression=\"0\" fontSize=\"8\" fontSizeUnit=\"Point\" "
      "textColor=\"{}\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" "
      "bufferColor=\"255,255,255,255\"/></text-style>"
      "<placement placement=\"6\" dist=\"1\" distUnits=\"MM\"/>"
      "<rendering obstacle=\"1\" drawLabels=\"1\"/></settings></labeling>\n",
      rgba(look::kInk));
}

} // namespace

std::string links_qml() {
  std::string const open = "NOT \"closed\" AND ";
  std::vector<Rule> rules{{open + "\"width_mm\" = 0", "no flow", line_layer(look::kIdle, 0.25, "", "")},
                          {"\"closed\"", "closed", line_layer(look::kClosed, 0.5, "2;1.4", "")}};
  for (std::size_t k = 0; k < look::kUtilisation.size(); ++k) {
    look::ColourClass const& it = look::kUtilisation[k];
    // A solver's 0.95 may arrive a rounding error below the break; a link without a limit is in the first
    // class.
    std::string const share = "coalesce(\"utilization\", 0)";
    std::string filter = open + "\"width_mm\" > 0";
    if (k > 0) filter += fmt::format(" AND {} >= {:g} - 1e-9", share, it.from);
    if (k + 1 < look::kUtilisation.size()) {
      filter += fmt::format(" AND {} < {:g} - 1e-9", share, look::kUtilisation[k + 1].from);
    }
    rules.push_back({filter, std::string(it.label), band(it.colour, it.outline)});
  }
  return document(renderer(rules, "line"), "Symbology", 1);
}

std::string results_qml(std::vector<std::string> const& groups) {
  std::vector<Rule> rules;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    std::string quoted;
    for (char const c : groups[group]) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    rules.push_back({"\"commodity_group\" = '" + quoted + "' AND \"width_mm\" > 0", groups[group],
                     band(kGroupColours[group % kGroupColours.size()], look::kPaper)});
  }
  return document(renderer(rules, "line"), "Symbology", 1);
}

std::string nodes_qml() {
  auto const mark = [](std::string_view fill, double size) {
    return "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">" +
           option("name", "circle") + option("color", rgba(fill)) +
           option("outline_color", rgba(look::kInk)) + option("outline_width", "0.3") +
           option("outline_width_unit", "MM") + option("size", fmt::format("{:g}", size)) +
           option("size_unit", "MM") + "</Option></layer>";
  };
  std::vector<Rule> const rules{{"NOT \"closed\"", "open", mark(look::kPaper, 1.6)},
                                {"\"closed\"", "closed", mark(look::kClosed, 2.2)}};
  return document(renderer(rules, "marker") + label_by_name(), "Symbology|Labeling", 0);
}

} // namespace korridor::report

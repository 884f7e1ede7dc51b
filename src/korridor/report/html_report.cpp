// The page put together, and its maps.
#include "korridor/report/html_report.hpp"

#include <vector>

#include "korridor/core/version.hpp"
#include "korridor/draw/short_name.hpp"
#include "korridor/draw/write_svg.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/html_parts.hpp"
#include "korridor/report/map_scene.hpp"
#include "korridor/report/map_window.hpp"

namespace korridor::report {

namespace {

constexpr double kMapWidth = 1000.0, kMapHeight = 700.0; // px

/// A picture whose ids do not clash with those of other pictures of the page. Quotes in texts are escaped, so
/// that what is sought stands in tags alone.
std::string with_own_ids(std::string svg, std::string const& prefix) {
  auto const insert_behind = [&](std::string_view what) {
    for (std::size_t at = svg.find(what); at != std::string::npos; at = svg.find(what, at + what.size()))
      svg.insert(at + what.size(), prefix);
  };
  insert_behind(" id=\"");
  insert_behind("\"url(#");
  std::string const labels = "aria-labelledby=\"title description\"";
  if (std::size_t const at = svg.find(labels); at != std::string::npos)
    svg.replace(at, labels.size(), "aria-labelledby=\"" + prefix + "title " + prefix + "description\"");
  return svg;
}

/// The scene in the language of the page: its units, what its cases are called, and places that have a name
/// in it.
void translate(Parts const& parts, draw::Scene& scene, std::string const& subtitle) {
  for (draw::Place& place : scene.places) {
    std::string const name = parts.names.element("node", place.id);
    if (parts.input.language == Language::english || name == place.id || name == place.name) continue;
    place.name = name;
    place.label = draw::short_name(name);
  }
  for (draw::Group& group : scene.groups) group.unit = parts.locale.unit(group.unit);
  scene.subtitle = subtitle;
}

Html figure(Parts const& parts, draw::Scene const& scene, std::optional<draw::GeoBox> const& window,
            std::string const& prefix, std::string const& caption) {
  draw::SvgOptions options;
  if (parts.input.language == Language::german) options.words = &draw::german_words();
  options.width = kMapWidth;
  options.height = kMapHeight;
  options.focus = window;
  if (!draw::check_scene(scene, options).empty()) return {}; // places without coordinates
  Html const map = Html::raw(with_own_ids(draw::write_svg(scene, options), prefix));
  return element("figure", map + element("figcaption", caption), "class=map");
}

struct Section {
  char const* id;
  Word title;
  Html body;
};

} // namespace

Html maps_part(Parts const& parts) {
  ReportInput const& input = parts.input;
  std::string const version = data_version(input.folder);
  std::string const name = parts.names.a_case(parts.in, input.what);
  draw::Scene after = flow_scene(input.after, version);
  translate(parts, after, name);
  std::optional<draw::GeoBox> window = input.window;
  Html out = element("p", parts.say(Word::map_note), "class=quiet");
  if (input.before == nullptr) {
    share_widths({&after}, window);
    return out + figure(parts, after, window, "case-", name);
  }
  if (int const hit = study::hardest_hit(*input.before, *parts.comparison); !window && hit != model::kNone)
    window = window_on(input.before->instance, hit);
  std::string const name_before = parts.names.a_case(input.before->instance, input.what_before);
  draw::Scene before = flow_scene(*input.before, version);
  draw::Scene change = change_scene(*input.before, input.after, version);
  translate(parts, before, name_before);
  translate(parts, change, name_before + " → " + name);
  draw::Scene whole = change;
  share_widths({&before, &after, &change}, window);
  out += figure(parts, change, window, "change-", parts.say(Word::map_change));
  out += figure(parts, before, window, "before-", parts.say(Word::map_before, name_before));
  out += figure(parts, after, window, "after-", parts.say(Word::map_after, name));
  if (window) {
    share_widths({&whole}, std::nullopt);
    out += figure(parts, whole, std::nullopt, "whole-", parts.say(Word::map_change_all));
  }
  return out;
}

std::string html_report(ReportInput const& input) {
  Parts const parts(input);
  std::string const title = parts.in.title.empty() ? parts.say(Word::report) : parts.in.title;
  std::string name = parts.names.a_case(parts.in, input.what);
  if (input.before != nullptr)
    name = parts.names.a_case(input.before->instance, input.what_before) + " → " + name;
  std::vector<Section> sections;
  auto const add = [&](char const* id, Word heading, Html body) {
    if (!body.empty()) sections.push_back({id, heading, std::move(body)});
  };
  add("answer", Word::answer, answer_part(parts));
  add("asked", Word::asked, asked_part(parts));
  add("maps", Word::maps, maps_part(parts));
  add("figures", Word::tables, figures_part(parts));
  add("ranking", Word::ranking_title, ranking_part(parts));
  add("certificate", Word::certificate, certificate_part(parts));
  add("measures", Word::measures, measures_part(parts));
  add("assumptions", Word::assumptions, assumptions_part(parts));
  add("borders", Word::borders, borders_part(parts));
  add("versions", Word::versions, versions_part(parts));
  add("appendix", Word::appendix, appendix_part(parts));

  Html contents, bodies;
  for (Section const& it : sections) {
    std::string const id = it.id, heading = parts.say(it.title);
    contents += element("li", element("a", heading, "href=\"#" + id + "\""));
    bool const new_page =
        it.title == Word::tables || it.title == Word::assumptions || it.title == Word::appendix;
    bodies += element("section", element("h2", heading, new_page ? "class=part" : "") + it.body,
                      "id=\"" + id + "\"");
  }
  Html head = element("h1", title);
  head += element("p", name + " · " + parts.in.period_label, "class=lead");
  head += element("nav", element("ol", contents), "aria-label=\"" + parts.say(Word::contents) + "\"");
  Html const foot = element("footer", element("p", parts.say(Word::footer, kVersion), "class=quiet"));
  return html_page(code_of(input.language), title + " · " + name,
                   element("header", head) + element("main", bodies) + foot);
}

} // namespace korridor::report

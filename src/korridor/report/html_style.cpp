// One style sheet; its colours are those of the pictures.
#include "korridor/report/html_style.hpp"

#include <string_view>

#include <fmt/format.h>

#include "korridor/draw/style.hpp"

namespace korridor::report {

namespace {

namespace style = draw::style;

// Screen first, then what paper needs: pages that break before parts, heads repeated, nothing in colour
// alone.
constexpr std::string_view kRules = R"css(
* { box-sizing: border-box; }
html { color: var(--ink); background: var(--paper); font: 15px/1.5 Inter, 'Noto Sans', system-ui, 'Segoe UI', Roboto,
  'Helvetica Neue', Arial, sans-serif; font-feature-settings: 'cv11', 'ss03'; text-size-adjust: 100%; }
body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 .3rem; }
h2 { font-size: 1.35rem; line-height: 1.3; letter-spacing: -0.01em; margin: 2.8rem 0 .8rem; padding-top: .9rem;
  border-top: 2px solid var(--ink); }
h3 { font-size: 1.02rem; margin: 1.8rem 0 .5rem; }
p, li { max-width: 44rem; }
p { margin: .5rem 0; }
a { color: #134d7c; }
.lead { color: var(--quiet); font-size: 1.05rem; margin: 0 0 1rem; }
.quiet, figcaption { color: var(--quiet); font-size: .87rem; }
code, pre { font: .87em/1.5 'JetBrains Mono', 'DejaVu Sans Mono', Consolas, monospace; }
pre { background: #f3f5f7; border-radius: 6px; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere;
  margin: .6rem 0; }
nav ol { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; padding: 0; margin: 1rem 0 0;
  font-size: .9rem; }
ol.answer { list-style: none; padding: 0; margin: .5rem 0; }
ol.answer li { font-size: 1.1rem; line-height: 1.5; margin: 0 0 .75rem; padding-left: 1rem;
  border-left: 3px solid var(--u2); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: .6rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1.2rem 0; }
figure svg { width: 100%; height: auto; display: block; border: 1px solid var(--rule); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0 1.2rem; font-size: .87rem; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; font-size: .95rem; padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: .22rem .7rem .22rem 0; border-bottom: 1px solid var(--rule);
  overflow-wrap: break-word; }
thead th { color: var(--quiet); font-weight: 500; font-size: .8rem; border-bottom-color: var(--quiet);
  vertical-align: bottom; }
th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; white-space: nowrap; }
.cells td { overflow-wrap: anywhere; }
.cells .n { white-space: normal; overflow-wrap: normal; }
tr.group th { padding-top: .8rem; font-weight: 600; border-bottom-color: var(--quiet); }
tr.rest td { color: var(--quiet); border-bottom: 0; }
#measures td:nth-child(n+3) { white-space: nowrap; }
.loss { color: #8c4a00; }
.gain { color: #0b4f7d; }
.use { display: inline-block; min-width: 3.6em; text-align: right; padding-right: .45em; border-right: .55em solid; }
.bar { display: inline-block; height: .62em; min-width: 1px; border-radius: 1px; vertical-align: baseline; }
.bar.loss { background: #d98324; }
.bar.gain { background: #3f88b5; }
.who { display: block; color: var(--quiet); }
.appendix { font-size: .76rem; }
.appendix td, .appendix th { padding-top: .1rem; padding-bottom: .1rem; }
ol.sources { font-size: .8rem; padding-left: 2.6rem; }
ol.sources li { max-width: none; margin: 0 0 .12rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: .8rem; }
@page { size: A4; margin: 17mm 15mm 18mm;
  @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt Inter, 'Noto Sans', sans-serif; color: #5a6874; } }
@page map { size: A4 landscape; margin: 12mm; }
@media print {
  #maps { page: map; }
  #maps h2 { margin-top: 0; }
  figure.map { margin: 0; }
  figure.map svg { max-height: 152mm; border: 0; }
  html { font-size: 9.4pt; background: none; }
  body { max-width: none; padding: 0; }
  p, li { max-width: none; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; margin-top: 1.6rem; }
  h2.part { break-before: page; margin-top: 0; }
  h3, caption, tr.group, dt { break-after: avoid; }
  figure, ol.answer li, tr, pre { break-inside: avoid; }
  thead { display: table-header-group; }
  pre { background: none; border: 1px solid var(--rule); }
  .appendix { font-size: 6.4pt; line-height: 1.15; }
  .appendix td { padding-top: 0; padding-bottom: 0; }
  ol.sources { font-size: 6.8pt; }
  svg, .bar, .use { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)css";

} // namespace

std::string html_style() {
  std::string out = fmt::format(":root {{ --paper: {}; --ink: {}; --quiet: {}; --rule: {};", style::kPaper,
                                style::kInk, style::kQuietInk, style::kRule);
  for (std::size_t at = 0; at < style::kUtilisation.size(); ++at)
    out += fmt::format(" --u{}: {};", at, style::kUtilisation[at].colour);
  out += " }";
  out += kRules;
  for (std::size_t at = 0; at < style::kUtilisation.size(); ++at)
    out += fmt::format(".u{0} {{ border-right-color: var(--u{0}); }}\n", at);
  return out;
}

} // namespace korridor::report

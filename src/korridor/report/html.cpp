// Escaping, tables and the frame of a page.
#include "korridor/report/html.hpp"

#include <utility>

#include <fmt/format.h>

#include "korridor/draw/svg_text.hpp"
#include "korridor/report/html_style.hpp"

namespace korridor::report {

Html::Html(std::string_view text) : code_(draw::escaped(text)) {}

Html Html::raw(std::string markup) {
  Html out;
  out.code_ = std::move(markup);
  return out;
}

Html& Html::operator+=(Html const& more) {
  code_ += more.code_;
  return *this;
}

Html element(std::string_view tag, Html const& content, std::string_view attributes) {
  return Html::raw(
      fmt::format("<{0}{1}{2}>{3}</{0}>\n", tag, attributes.empty() ? "" : " ", attributes, content.code()));
}

HtmlTable::HtmlTable(std::string caption, std::vector<HtmlColumn> columns)
    : caption_(std::move(caption)), columns_(std::move(columns)) {}

void HtmlTable::add(std::vector<Html> cells) {
  body_ += "<tr>";
  for (std::size_t at = 0; at < cells.size(); ++at)
    body_ += fmt::format("<td{}>{}</td>", columns_[at].number ? " class=n" : "", cells[at].code());
  body_ += "</tr>\n";
  ++rows_;
}

void HtmlTable::group(Html const& title) {
  body_ += fmt::format("<tr class=group><th colspan={} scope=rowgroup>{}</th></tr>\n", columns_.size(),
                       title.code());
}

void HtmlTable::rest(Html const& words) {
  rest_ = fmt::format("<tr class=rest><td colspan={}>{}</td></tr>\n", columns_.size(), words.code());
}

Html HtmlTable::html(std::string_view css_class) const {
  std::string out = "<table";
  if (!css_class.empty()) out += fmt::format(" class=\"{}\"", css_class);
  out += ">\n";
  if (!caption_.empty()) out += "<caption>" + Html(caption_).code() + "</caption>\n";
  out += "<thead><tr>";
  for (HtmlColumn const& column : columns_)
    out += fmt::format("<th scope=col{}>{}</th>", column.number ? " class=n" : "", Html(column.head).code());
  return Html::raw(out + "</tr></thead>\n<tbody>\n" + body_ + rest_ + "</tbody>\n</table>\n");
}

std::string html_page(std::string_view language, std::string_view title, Html const& body) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n{}</body>\n"
      "</html>\n",
      language, Html(title).code(), html_style(), body.code());
}

} // namespace korridor::report

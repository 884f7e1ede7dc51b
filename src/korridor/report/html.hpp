// HTML that is safe by construction: text gets in only escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace korridor::report {

/// A piece of markup. Text becomes one by escaping; markup of our own by `raw`.
class Html {
public:
  Html() = default;
  Html(std::string_view text); // implicit: most pieces are plain text
  Html(std::string const& text) : Html(std::string_view(text)) {}
  Html(char const* text) : Html(std::string_view(text)) {}
  /// Trusted markup, never text of a model.
  [[nodiscard]] static Html raw(std::string markup);

  Html& operator+=(Html const& more);
  friend Html operator+(Html left, Html const& right) { return left += right; }
  [[nodiscard]] bool empty() const { return code_.empty(); }
  [[nodiscard]] std::string const& code() const { return code_; }

private:
  std::string code_;
};

/// `<tag attributes>content</tag>`; `attributes` are ours, with their values escaped.
[[nodiscard]] Html element(std::string_view tag, Html const& content, std::string_view attributes = {});

struct HtmlColumn {
  std::string head;
  bool number = false; ///< aligned to the right, digits below digits
};

/// A table whose head is repeated on every printed page.
class HtmlTable {
public:
  HtmlTable(std::string caption, std::vector<HtmlColumn> columns);
  void add(std::vector<Html> cells);
  /// A line across the table that heads the rows below it.
  void group(Html const& title);
  /// How many rows there are that are not shown.
  void rest(Html const& words);
  [[nodiscard]] bool empty() const { return rows_ == 0; }
  [[nodiscard]] Html html(std::string_view css_class = {}) const;

private:
  std::string caption_;
  std::vector<HtmlColumn> columns_;
  std::string body_, rest_;
  std::size_t rows_ = 0;
};

/// A whole page without script: nothing is fetched, and a browser is told so.
[[nodiscard]] std::string html_page(std::string_view language, std::string_view title, Html const& body);

} // namespace korridor::report

// The manual page, in roff with the man macros.
#include "manual.hpp"

#include <fmt/format.h>

#include "korridor/core/version.hpp"

namespace korridor::app {

namespace {

/// Text as roff: backslashes and hyphens escaped, no line that begins with a control character.
std::string roff(std::string const& text) {
  std::string out;
  for (char const c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (out.empty() && (c == '.' || c == '\'')) {
      out += std::string("\\&") + c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string option_entry(OptionText const& option) {
  std::string names;
  for (std::string const& flag : option.flags)
    names += (names.empty() ? "" : ", ") + ("\\fB" + roff(flag) + "\\fR");
  std::string const value = option.value.empty() ? "" : "\\fI" + roff(option.value) + "\\fR";
  return fmt::format(".TP\n{}{}{}\n{}\n", names, names.empty() || value.empty() ? "" : " ", value,
                     roff(option.description));
}

std::string verb_section(VerbText const& verb) {
  std::string out =
      fmt::format(".SS {}\n\\fB{}\\fR\n.PP\n{}\n", roff(verb.name), roff(verb.usage()), roff(verb.summary));
  for (OptionText const& option : verb.options) out += option_entry(option);
  return out;
}

std::string example_entries(std::vector<Example> const& examples) {
  std::string out;
  for (Example const& it : examples) {
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(it.command), roff(it.meaning));
  }
  return out;
}

} // namespace

std::string man_page(Manual const& manual) {
  std::string out = fmt::format(".TH KORRIDOR 1 \"\" \"korridor {}\" \"User commands\"\n", kVersion);
  out += fmt::format(".SH NAME\nkorridor \\- {}\n", roff(manual.program.summary));
  out += ".SH SYNOPSIS\n\\fBkorridor\\fR \\fIVERB\\fR [\\fIOPTIONS\\fR]\n";
  out +=
      ".SH DESCRIPTION\n"
      "A model is a folder of CSV files. Korridor computes the competitive equilibrium of a trade or energy\n"
      "network in it, with a certificate that the answer is optimal, and what changes when a passage is\n"
      "closed, a trade is banned or a route is built.\n";
  out += ".SH OPTIONS\n";
  for (OptionText const& option : manual.program.options) out += option_entry(option);
  out += ".SH VERBS\n";
  for (VerbText const& verb : manual.verbs) out += verb_section(verb);
  out += ".SH EXIT STATUS\n"
         ".TP\n0\nanswered\n"
         ".TP\n1\nthe input is at fault, or an output cannot be written; all findings are on standard error\n"
         ".TP\n2\nwrong usage\n"
         ".TP\n3\na limit was hit; the answer is the best known, with its bound\n"
         ".TP\n70\na fault of Korridor itself\n";
  out += ".SH ENVIRONMENT\n"
         ".TP\n\\fBNO_COLOR\\fR\nno colours when set\n"
         ".TP\n\\fBCOLUMNS\\fR\nwidth of tables, instead of that of the terminal\n";
  out += ".SH EXAMPLES\n" + example_entries(manual.program.examples);
  for (VerbText const& verb : manual.verbs) out += example_entries(verb.examples);
  return out;
}

} // namespace korridor::app

// Text on a terminal.
#include <doctest/doctest.h>

#include <string>

#include "korridor/report/style.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"

using namespace korridor::report;

TEST_CASE("the width of a text counts columns and not bytes") {
  CHECK(display_width("Baku") == 4);
  CHECK(display_width("Теңіз") == 5);
  CHECK(display_width("тең\u0306") == 3);
  CHECK(display_width("上海") == 4);
  CHECK(display_width("") == 0);
}

TEST_CASE("a text is cut at a character and ends in an ellipsis") {
  CHECK(fit("Novorossiysk", 6) == "Novor…");
  CHECK(fit("Baku", 4) == "Baku");
  CHECK(fit("Теңізшевройл", 5) == "Теңі…");
  CHECK(fit("上海港", 5) == "上海…");
  CHECK(display_width(fit("上海港", 4)) <= 4);
  CHECK(fit("abc", 0).empty());
  CHECK(fit("abc", 1) == "…");
}

TEST_CASE("a name cannot steer the terminal") {
  CHECK(fit("a\x1b[31mb", 20) == "a [31mb");
  CHECK(fit("a\nb\tc", 20) == "a b c");
  CHECK(fit("a\xFF\xC3", 20) == "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("words wrap at the width") {
  CHECK(wrap("one two three", 9, 2) == "  one two\n  three\n");
  CHECK(wrap("", 9).empty());
}

TEST_CASE("a bar is filled to an eighth of a column") {
  CHECK(bar(0.5, 4) == "██  ");
  CHECK(bar(0.0, 4) == "    ");
  CHECK(bar(1.0, 4) == "████");
  CHECK(bar(7.0, 4) == "████");
  CHECK(bar(0.28125, 4) == "█▏  ");
}

TEST_CASE("tables align numbers at the point") {
  TextTable table({{"", Align::left, true, false}, {"Mt", Align::point, false, false}});
  table.add({"a", "123"});
  table.add({"b", "5.83"});
  table.add({"c", "58.3"});
  CHECK(table.text({80, false}, 0) == "       Mt\na  123\nb    5.83\nc   58.3\n");
}

TEST_CASE("every line of a table fits the width") {
  TextTable table({{"", Align::left, true, false},
                   {"", Align::left, true, false},
                   {"flow", Align::point, false, false},
                   {"remark", Align::left, false, true}});
  table.add({"A very long name of a pipeline that nobody can read", "Шығыс Қазақстан облысының шекарасы",
             "58.3", "remarkable"});
  table.add({"上海港国际集装箱码头有限公司的名字很长", "b", "5.83", "x"});
  for (int width = 40; width <= 140; ++width) {
    std::string const text = table.text({width, false});
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t const end = text.find('\n', begin);
      CHECK(display_width(text.substr(begin, end - begin)) <= width);
      begin = end + 1;
    }
    CHECK(text.find("58.3") != std::string::npos);
  }
  CHECK(table.text({140, false}).find("nobody can read") != std::string::npos);
  CHECK(table.text({40, false}).find("remarkable") == std::string::npos);
}

TEST_CASE("columns without text are left out") {
  TextTable table({{"", Align::left, true, false}, {"interval", Align::left, false, true}});
  table.add({"a", ""});
  CHECK(table.text({80, false}, 0) == "a\n");
}

TEST_CASE("colour appears only where it is wanted") {
  CHECK(paint("x", Tone::loss, {80, false}) == "x");
  CHECK(paint("x", Tone::loss, {80, true}) == "\x1b[38;5;130mx\x1b[0m");
  CHECK(paint("x", Tone::plain, {80, true}) == "x");
}

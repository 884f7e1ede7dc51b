// Units by hand: amounts, rates, prices, times, and what is told where nothing converts.
#include <doctest/doctest.h>

#include "korridor/model/units.hpp"

namespace {

using namespace korridor;
using namespace korridor::model;

CommodityUnits const kCrude{"crude", "t", 7.3, 0.0, 0.0, 11.63};
CommodityUnits const kBoxes{"boxes", "TEU", 0.0, 12.0, 1.6, 0.0};

Calendar calendar(char const* period, CalendarUnit unit = CalendarUnit::year) {
  return {*parse_period(period), unit};
}

} // namespace

TEST_CASE("barrels a day become tonnes a year by the days of that year") {
  CHECK(rate_factor("kbbl/d", kCrude, calendar("2023")).value == doctest::Approx(1000.0 * 365 / 7.3));
  CHECK(rate_factor("kbbl/d", kCrude, calendar("2024")).value == doctest::Approx(1000.0 * 366 / 7.3));
  CommodityUnits in_mt = kCrude;
  in_mt.unit = "Mt";
  // 1,000 kbbl/d = 365,000 kbbl a year = 50 Mt at 7.3 bbl/t.
  CHECK(1000 * rate_factor("kbbl/d", in_mt, calendar("2023")).value == doctest::Approx(50.0));
  CHECK(1000 * rate_factor("kbbl/d", in_mt, calendar("2024")).value == doctest::Approx(50.0 * 366 / 365));
}

TEST_CASE("a rate per year in a model of months counts the days of the month in the year") {
  CHECK(rate_factor("Mt/yr", kCrude, calendar("2023-05", CalendarUnit::month)).value ==
        doctest::Approx(1e6 * 31 / 365));
  CHECK(rate_factor("t/month", kCrude, calendar("2024-02", CalendarUnit::month)).value ==
        doctest::Approx(1.0));
  CHECK(rate_factor("t/d", kCrude, calendar("2024-02", CalendarUnit::month)).value == doctest::Approx(29.0));
  CHECK(rate_factor("t/week", kCrude, calendar("2023-Q1", CalendarUnit::quarter)).value ==
        doctest::Approx(90.0 / 7.0));
  CHECK(rate_factor("t/month", kCrude, calendar("2023")).value == doctest::Approx(12.0));
  CHECK(rate_factor("t/quarter", kCrude, calendar("2023", CalendarUnit::day)).value ==
        doctest::Approx(4.0 / 365.0));
}

TEST_CASE("a single day keeps the rates of its year") {
  CHECK(rate_factor("kbbl/d", kCrude, calendar("2024-02-29")).value == doctest::Approx(1000.0 * 366 / 7.3));
  CHECK(rate_factor("t/month", kCrude, calendar("2023-02-10", CalendarUnit::month)).value ==
        doctest::Approx(1.0));
}

TEST_CASE("an empty unit is the commodity's per period and an amount alone is per period") {
  CHECK(rate_factor("", kCrude, calendar("2023")).value == 1.0);
  CHECK(rate_factor("Mt", kCrude, calendar("2023")).value == doctest::Approx(1e6));
}

TEST_CASE("boxes convert through tonnes and containers") {
  CHECK(amount_factor("FEU", "TEU", nullptr).value == doctest::Approx(2.0));
  CHECK(amount_factor("TEU", "Mt", &kBoxes).value == doctest::Approx(12e-6));
  CHECK(amount_factor("container", "TEU", &kBoxes).value == doctest::Approx(1.6));
  CHECK(amount_factor("t", "container", &kBoxes).value == doctest::Approx(1.0 / (12.0 * 1.6)));
}

TEST_CASE("energy converts through the commodity's own unit and power is a rate") {
  CHECK(amount_factor("bbl", "MWh", &kCrude).value == doctest::Approx(11.63 / 7.3));
  CommodityUnits const power{"power", "GWh", 0, 0, 0, 0};
  CHECK(rate_factor("MW", power, calendar("2023")).value == doctest::Approx(8.76));
  CommodityUnits const gas{"gas", "bcm", 0, 0, 0, 1.1e7};
  CHECK(rate_factor("Mm3/d", gas, calendar("2023")).value == doctest::Approx(0.365));
  CHECK(amount_factor("TWh", "Mm3", &gas).value == doctest::Approx(1e6 / 1.1e7 * 1000));
}

TEST_CASE("what cannot be converted names both units and the missing factor") {
  Factor const factor = amount_factor("t", "TEU", &kCrude);
  CHECK_FALSE(factor);
  CHECK(factor.code == "E802");
  CHECK(factor.fault.find("'t' to 'TEU'") != std::string::npos);
  CHECK(factor.remedy.find("t_per_TEU") != std::string::npos);
  Factor const far = amount_factor("container", "bbl", &kBoxes);
  CHECK(far.remedy.find("bbl_per_t") != std::string::npos);
  CHECK(far.remedy.find("t_per_TEU") == std::string::npos);
  CHECK(amount_factor("person", "t", &kCrude).remedy.find("no factor") != std::string::npos);
  CHECK(amount_factor("t", "bbl", nullptr).code == "E802");
}

TEST_CASE("an unknown unit is told with the one that was meant") {
  Factor const factor = rate_factor("kkbbl/d", kCrude, calendar("2023"));
  CHECK(factor.code == "E801");
  CHECK(factor.remedy.find("kbbl") != std::string::npos);
  CHECK(rate_factor("Mt/fortnight", kCrude, calendar("2023")).code == "E801");
  CHECK(rate_factor("/yr", kCrude, calendar("2023")).code == "E801");
}

TEST_CASE("prices convert by amount and currency and length") {
  Money const money{"USD", {{"KZT", 456.0}, {"EUR", 0.9}}};
  CHECK(price_factor("", kCrude, money, std::nullopt).value == 1.0);
  CHECK(price_factor("USD/bbl", kCrude, money, std::nullopt).value == doctest::Approx(7.3));
  CHECK(price_factor("EUR/kt", kCrude, money, std::nullopt).value == doctest::Approx(1.0 / 0.9 / 1000));
  // 4,560 KZT/t/1000km over 250 km: 10 USD per 1000 km, so 2.5 USD/t.
  CHECK(4560 * price_factor("KZT/t/1000km", kCrude, money, 250.0).value == doctest::Approx(2.5));
  CHECK(price_factor("USD/t/km", kBoxes, money, 10.0).value == doctest::Approx(120.0));
  CHECK(price_factor("USD/t/1000km", kCrude, money, std::nullopt).code == "E804");
  CHECK(price_factor("RUB/t", kCrude, money, std::nullopt).code == "E805");
  CHECK(price_factor("USD", kCrude, money, std::nullopt).code == "E803");
  CHECK(price_factor("%", kCrude, money, std::nullopt).code == "E803");
  CHECK(price_factor("USD/TEU/h", kBoxes, money, std::nullopt, true).value == doctest::Approx(24.0));
  CHECK(price_factor("USD/TEU", kBoxes, money, std::nullopt, true).code == "E803");
}

TEST_CASE("times are days") {
  CHECK(time_factor("").value == 1.0);
  CHECK(time_factor("h").value == doctest::Approx(1.0 / 24));
  CHECK(time_factor("weeks").value == 7.0);
  CHECK(time_factor("moons").code == "E801");
}

TEST_CASE("a quantity on the command line carries its unit") {
  auto const is = [](char const* text, std::string_view number, std::string_view unit) {
    Quantity const quantity = split_quantity(text);
    return quantity.number == number && quantity.unit == unit;
  };
  CHECK(is("60Mt/yr", "60", "Mt/yr"));
  CHECK(is(" 1.5e3 t ", "1.5e3", "t"));
  CHECK(is("-5USD/t", "-5", "USD/t"));
  CHECK(is("+5%", "+5", "%"));
  CHECK(is("inf", "inf", ""));
  CHECK(is("0", "0", ""));
  CHECK(is("many", "many", ""));
  CHECK(is("", "", ""));
}

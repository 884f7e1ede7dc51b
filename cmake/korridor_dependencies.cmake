# Third-party libraries, all from Debian (tools/packages.txt says what each is for); imported targets are SYSTEM.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)                                 # Threads::Threads
find_package(fmt REQUIRED)                                     # fmt::fmt
find_package(nlohmann_json REQUIRED)                           # nlohmann_json::nlohmann_json
find_package(tomlplusplus REQUIRED)                            # tomlplusplus::tomlplusplus
find_package(CLI11 REQUIRED)                                   # CLI11::CLI11
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)            # PkgConfig::CLP, for opt alone
pkg_check_modules(RSVG REQUIRED IMPORTED_TARGET librsvg-2.0)   # PkgConfig::RSVG, for draw alone
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)     # PkgConfig::SQLITE, for report alone
# The compile flags of cpp-httplib change the layout of its classes, and it is a compiled library here.
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib) # PkgConfig::HTTPLIB, for serve alone
find_package(ZLIB REQUIRED)                                    # ZLIB::ZLIB, for serve and PDF
if(KORRIDOR_TESTS OR KORRIDOR_FUZZ)
  find_package(doctest REQUIRED)                               # doctest::doctest
endif()

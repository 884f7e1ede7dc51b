// Host and Origin, taken apart.
#include "korridor/serve/local_only.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace korridor::serve {

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// "localhost", with or without ":8741". Any port will do: one that is forwarded here has another number.
bool is_local(std::string const& host) {
  constexpr std::array<std::string_view, 3> kNames = {"127.0.0.1", "localhost", "[::1]"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    if (!host.starts_with(name)) return false;
    std::string_view const port = std::string_view(host).substr(name.size());
    constexpr std::size_t kLongestPort = 6; // with its colon
    bool const digits = std::all_of(port.begin() + (port.empty() ? 0 : 1), port.end(),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
    return port.empty() || (port.front() == ':' && port.size() > 1 && port.size() <= kLongestPort && digits);
  });
}

} // namespace

std::optional<Reply> refuse_foreign(Asker const& asker, bool is_data) {
  std::string const host = lower(asker.host);
  if (asker.hosts != 1 || !is_local(host))
    return refusal(421, "foreign_host", "this server answers to 127.0.0.1 and localhost alone");
  bool const own_origin = asker.origin.empty() || lower(asker.origin) == "http://" + host;
  if (!own_origin || (is_data && lower(asker.fetch_site) == "cross-site"))
    return refusal(403, "foreign_origin", "this server answers its own pages alone");
  return std::nullopt;
}

} // namespace korridor::serve

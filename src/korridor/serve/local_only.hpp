// Whom the server answers: pages of its own, and programs of this machine.
//
// A page of another site may make the browser send requests here. What it cannot do is forge `Host` (it names
// the site that the browser thinks it talks to, also after a name was pointed at 127.0.0.1) and `Origin`
// (whose page asks).
#pragma once

#include <optional>
#include <string>

#include "korridor/serve/reply.hpp"

namespace korridor::serve {

/// The headers that tell; empty where a request lacks them.
struct Asker {
  std::size_t hosts = 0; ///< how many Host headers there are
  std::string host;
  std::string origin;
  std::string fetch_site; ///< Sec-Fetch-Site
};

/// The refusal of a foreign asker: 421 where Host is no name of this machine, 403 where Origin is another
/// than Host's, or a page of another site asks for `is_data`, that is for something under /api.
[[nodiscard]] std::optional<Reply> refuse_foreign(Asker const& asker, bool is_data);

} // namespace korridor::serve

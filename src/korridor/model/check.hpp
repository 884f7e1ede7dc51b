// The checks that the attribute table asks for, over all tables of a folder.
#pragma once

#include <set>
#include <string>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::model {

/// Adds every fault that shows in the tables as text: missing tables, columns and cells, numbers and dates
/// that are none or out of range, unknown and repeated ids, shares that do not add up, blocs that contain
/// themselves, ends before beginnings. Units and selectors are judged where they are worked with, when a case
/// is built. `unreadable` names tables that could not be read whole: ids are not looked up in them.
void check_tables(Folder const& folder, std::set<std::string> const& unreadable, Findings& findings);

} // namespace korridor::model

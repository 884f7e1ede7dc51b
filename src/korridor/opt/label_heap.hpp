// The open nodes of Dijkstra's method, lowest label first: a four-ary heap (Johnson 1975) without places, so
// that a node whose label falls is put in once more and an entry that no longer holds is for the caller to
// skip. Equal labels leave in an order that depends on what was put in alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace korridor::opt {

class LabelHeap {
public:
  struct Entry {
    double label;
    int node;
  };

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  void clear() { entries_.clear(); }

  void push(Entry entry) {
    std::size_t hole = entries_.size();
    entries_.push_back(entry);
    while (hole > 0) {
      std::size_t const parent = (hole - 1) / kArity;
      if (entries_[parent].label <= entry.label) break;
      entries_[hole] = entries_[parent];
      hole = parent;
    }
    entries_[hole] = entry;
  }

  /// The lowest, which there must be.
  Entry pop() {
    Entry const lowest = entries_.front();
    Entry const last = entries_.back();
    entries_.pop_back();
    std::size_t const count = entries_.size();
    if (count == 0) return lowest;
    std::size_t hole = 0;
    for (std::size_t child = 1; child < count; child = kArity * hole + 1) {
      std::size_t best = child;
      for (std::size_t c = child + 1; c < std::min(child + kArity, count); ++c) {
        if (entries_[c].label < entries_[best].label) best = c;
      }
      if (entries_[best].label >= last.label) break;
      entries_[hole] = entries_[best];
      hole = best;
    }
    entries_[hole] = last;
    return lowest;
  }

private:
  static constexpr std::size_t kArity = 4;
  std::vector<Entry> entries_;
};

} // namespace korridor::opt

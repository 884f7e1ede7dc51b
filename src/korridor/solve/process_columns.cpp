// Building what one process needs: which goods it can take and give, then rows and columns for each label.
#include "korridor/solve/process_columns.hpp"

#include <algorithm>

namespace korridor::solve {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

/// A merged class that a process can take or give.
struct Goods {
  int merged = kNone;
  ClassKey key;
  Terms terms;
};

class ProcessWriter {
public:
  ProcessWriter(ProgramWriter& writer, int process)
      : writer_(writer), instance_(writer.instance()), classes_(writer.classes().merged()),
        position_(process), process_(instance_.processes[at(process)]),
        capacity_(writer.effects().process_capacity(process)) {}

  void add() {
    if (capacity_ <= 0.0) return;
    for (std::size_t i = 0; i < process_.inputs.size(); ++i) inputs_.push_back(takes(i));
    for (model::Ratio const& output : process_.outputs) outputs_.push_back(gives(output.commodity));
    bool const fed = std::none_of(inputs_.begin(), inputs_.end(),
                                  [](std::vector<Goods> const& goods) { return goods.empty(); });
    if (!fed) return;
    if (!process_.keeps_origin) return add_run(kNone);
    for (Goods const& goods : inputs_.front()) add_run(goods.merged);
  }

private:
  std::vector<Goods> takes(std::size_t input) const {
    std::vector<Goods> list;
    int const market = writer_.classes().market_of_input(position_, input);
    for (int q = 0; q < static_cast<int>(classes_.size()); ++q) {
      std::vector<int> const& markets = classes_[at(q)].markets;
      if (!std::binary_search(markets.begin(), markets.end(), market)) continue;
      Terms terms = writer_.effects().intake(position_, classes_[at(q)].key);
      if (terms.open && terms.efficiency > 0.0) list.push_back({q, classes_[at(q)].key, std::move(terms)});
    }
    return list;
  }

  std::vector<Goods> gives(int commodity) const {
    std::vector<Goods> list;
    int const here = instance_.nodes[at(process_.node)].jurisdiction;
    for (int q = 0; q < static_cast<int>(classes_.size()); ++q) {
      MergedClass const& merged = classes_[at(q)];
      if (merged.key.commodity != commodity || merged.key.contract != kNone) continue;
      ClassKey key = merged.key;
      if (!process_.keeps_origin) {
        if (!merged.direct || !std::binary_search(merged.origins.begin(), merged.origins.end(), here))
          continue;
        key.origin = here;
      }
      Terms terms = writer_.effects().output(position_, key);
      if (terms.open) list.push_back({q, key, std::move(terms)});
    }
    return list;
  }

  // Whether an output class carries the labels of a run.
  [[nodiscard]] bool carries(Goods const& goods, int run) const {
    if (run == kNone) return true;
    MergedClass const& out = classes_[at(goods.merged)];
    MergedClass const& in = classes_[at(run)];
    return out.origin_group == in.origin_group && out.via_group == in.via_group;
  }

  // The activity on one label, `run` being the class of the first input that has it, with its own rows.
  void add_run(int run) {
    for (std::vector<Goods> const& goods : outputs_) {
      if (std::none_of(goods.begin(), goods.end(), [&](Goods const& g) { return carries(g, run); })) return;
    }
    std::vector<std::pair<int, double>> entries; // of the activity
    for (std::size_t i = 0; i < process_.inputs.size(); ++i) {
      bool const own = i == 0 && run != kNone;
      if (own || shared_row_.size() <= i) {
        int const row = add_row(RowKind::intake, process_.inputs[i]);
        for (Goods const& goods : inputs_[i]) {
          if (!own || goods.merged == run) add_intake(goods, process_.inputs[i], row);
        }
        shared_row_.resize(std::max(shared_row_.size(), i + 1), row);
        entries.emplace_back(row, -process_.inputs[i].factor);
      } else {
        entries.emplace_back(shared_row_[i], -process_.inputs[i].factor);
      }
    }
    for (std::size_t j = 0; j < process_.outputs.size(); ++j) {
      int const row = add_row(RowKind::output, process_.outputs[j]);
      for (Goods const& goods : outputs_[j]) {
        if (carries(goods, run)) add_output(goods, process_.outputs[j], row, run);
      }
      entries.emplace_back(row, process_.outputs[j].factor);
    }
    model::Ratio const& first = process_.inputs.front();
    Column const column{.kind = ColumnKind::activity,
                        .element = position_,
                        .labels = run,
                        .scale = writer_.unit(first.commodity) / first.factor};
    for (auto const& [row, coefficient] : entries) writer_.add_entry(row, coefficient, column);
    if (capacity_ < kInfinity) {
      writer_.add_entry(writer_.joint(RowKind::process, position_, capacity_, column.scale), 1.0, column);
    }
    writer_.add_column(column, process_.cost, kInfinity);
  }

  int add_row(RowKind kind, model::Ratio const& ratio) {
    return writer_.add_row({.kind = kind, .element = position_, .commodity = ratio.commodity},
                           writer_.unit(ratio.commodity), 0.0, 0.0);
  }

  void add_intake(Goods const& goods, model::Ratio const& input, int row) {
    Column const column{.kind = ColumnKind::intake,
                        .merged = goods.merged,
                        .element = position_,
                        .scale = writer_.unit(input.commodity),
                        .factor = goods.terms.efficiency};
    writer_.add_entry(writer_.balance(goods.merged, process_.node), -1.0, column);
    writer_.add_entry(row, goods.terms.efficiency, column);
    writer_.add_measures(goods.terms, goods.key, kNone, position_, input.factor * capacity_, column);
    writer_.add_column(column, goods.terms.charge, kInfinity);
  }

  void add_output(Goods const& goods, model::Ratio const& output, int row, int run) {
    Column const column{.kind = ColumnKind::output,
                        .merged = goods.merged,
                        .element = position_,
                        .labels = run,
                        .scale = writer_.unit(output.commodity),
                        .factor = goods.terms.efficiency};
    writer_.add_entry(row, -1.0, column);
    writer_.add_entry(writer_.balance(goods.merged, process_.node), goods.terms.efficiency, column);
    writer_.add_measures(goods.terms, goods.key, kNone, position_, output.factor * capacity_, column);
    writer_.add_column(column, goods.terms.charge, kInfinity);
  }

  ProgramWriter& writer_;
  model::Instance const& instance_;
  std::vector<MergedClass> const& classes_;
  int position_;
  model::Process const& process_;
  double capacity_;
  std::vector<std::vector<Goods>> inputs_, outputs_; ///< [input], [output]
  std::vector<int> shared_row_; ///< [input] row that all labels share; unused for own ones
};

} // namespace

void add_processes(ProgramWriter& writer) {
  for (int p = 0; p < static_cast<int>(writer.instance().processes.size()); ++p) {
    ProcessWriter(writer, p).add();
  }
}

} // namespace korridor::solve

// The table of words.
#include "korridor/report/html_words.hpp"

#include <array>

namespace korridor::report {

namespace {

struct Entry {
  Word word;
  std::string_view english;
  std::string_view german;
};

constexpr std::array<Entry, static_cast<std::size_t>(Word::count_)> kWords{{
    {Word::report, "Report", "Bericht"},
    {Word::contents, "Contents", "Inhalt"},
    {Word::base_case, "base case", "Basisfall"},
    {Word::ad_hoc_case, "{0}, changed", "{0}, geändert"},
    {Word::direction_to, "{0} (to {1})", "{0} (nach {1})"},
    {Word::unassigned, "unassigned", "nicht zugeordnet"},
    {Word::asked, "What was asked", "Was gefragt wurde"},
    {Word::model, "Model", "Modell"},
    {Word::shown_case, "Case", "Fall"},
    {Word::compared_with, "Compared with", "Verglichen mit"},
    {Word::time, "Time", "Zeit"},
    {Word::changed, "What the case changes", "Was der Fall ändert"},
    {Word::nothing_changed, "Nothing is changed: the tables as they stand.",
     "Nichts ist geändert: die Tabellen, wie sie sind."},
    {Word::item_measure, "In force: {0}", "In Kraft: {0}"},
    {Word::item_without, "Not in force: {0}", "Nicht in Kraft: {0}"},
    {Word::item_cell, "{0} {1}: {2} = {3}", "{0} {1}: {2} = {3}"},
    {Word::item_lifted, "Lifted: {0}", "Aufgehoben: {0}"},
    {Word::item_more, "and {0} more", "und {0} weitere"},
    {Word::same_by, "This command line gives the same report:", "Diese Befehlszeile gibt denselben Bericht:"},

    {Word::answer, "The answer", "Die Antwort"},
    {Word::limit_hit, "A limit was hit while solving: this is the best known answer, with its bound below.",
     "Beim Lösen wurde eine Grenze erreicht: dies ist die beste bekannte Antwort, ihre Schranke steht "
     "unten."},
    {Word::falls, "falls", "sinkt"},
    {Word::rises, "rises", "steigt"},
    {Word::value_change, "The surplus J {0} by {1} ({2}), from {3} to {4}, and welfare W {5} by {6}.",
     "Der Überschuss J {0} um {1} ({2}), von {3} auf {4}, und die Wohlfahrt W {5} um {6}."},
    {Word::value_same, "The surplus J stays as it was, {0}.", "Der Überschuss J bleibt, wie er war: {0}."},
    {Word::value_more, "Supply and transport cost {0} by {1}.",
     "Was Förderung und Transport kosten, {0} um {1}."},
    {Word::cost_change, "Supply and transport cost {0} by {1} ({2}), from {3} to {4}.",
     "Was Förderung und Transport kosten, {0} um {1} ({2}), von {3} auf {4}."},
    {Word::value_single, "The surplus J is {0}, welfare W is {1}; supply and transport cost {2}.",
     "Der Überschuss J ist {0}, die Wohlfahrt W {1}; Förderung und Transport kosten {2}."},
    {Word::cost_single, "Supply and transport cost {0}.", "Förderung und Transport kosten {0}."},
    {Word::loses_most, "{0} loses most, {1}", "Am meisten verliert {0}, nämlich {1}"},
    {Word::gains_most, "{0} gains most, {1}", "am meisten gewinnt {0}, nämlich {1}"},
    {Word::then, "then {0}", "dann {0}"},
    {Word::nobody_changes, "Nobody gains or loses.", "Niemand gewinnt oder verliert."},
    {Word::hit_hardest, "measured against what it had, {0} is hit hardest: {1}",
     "gemessen an dem, was es hatte, trifft es {0} am härtesten: {1}"},
    {Word::earns_most, "Most of the value goes to {0}, {1}", "Der größte Teil des Wertes geht an {0}, {1}"},
    {Word::unserved_change, "Unserved demand changes: {0}.", "Ungedeckte Nachfrage ändert sich: {0}."},
    {Word::unserved_same, "No demand goes unserved that was served before.",
     "Keine Nachfrage bleibt ungedeckt, die vorher gedeckt war."},
    {Word::unserved_none, "No demand of a given size goes unserved.",
     "Keine Nachfrage fester Größe bleibt ungedeckt."},
    {Word::unserved_single, "Unserved are {0}.", "Ungedeckt bleiben {0}."},
    {Word::delivered_change, "What is delivered changes: {0}.", "Die gelieferten Mengen ändern sich: {0}."},
    {Word::shut_in_change, "Supply that finds no buyer changes: {0}.",
     "Angebot, das keinen Käufer findet, ändert sich: {0}."},
    {Word::binds_most, "What binds most is {0}.", "Am stärksten bindet {0}."},
    {Word::binds_one, "{0}, full at {1}: one more unit of it would be worth {2}",
     "{0}, voll bei {1}: eine Einheit mehr wäre {2} wert"},
    {Word::binds_contract, "the contract {0} of {1}: one unit less of it would be worth {2}",
     "der Vertrag {0} über {1}: eine Einheit weniger wäre {2} wert"},
    {Word::binds_also, "Next: {0}.", "Danach: {0}."},
    {Word::binds_nothing, "Nothing binds: no passage, limit or quota is full.",
     "Nichts bindet: kein Durchgang, keine Grenze und keine Quote ist voll."},
    {Word::binds_before, " (before: {0})", " (vorher: {0})"},
    {Word::reroute, "The largest shift is to {0}: {1} of {2}, from {3} to {4}",
     "Am meisten verlagert sich auf {0}: {1} {2}, von {3} auf {4}"},
    {Word::reroute_from, "the largest loss is on {0}: {1} of {2}", "am meisten verliert {0}: {1} {2}"},
    {Word::reroute_none, "No flow changes its way.", "Kein Strom ändert seinen Weg."},
    {Word::largest_flow, "By value the largest flow is {0} of {1} by {2}.",
     "Dem Wert nach der größte Strom: {0} {1} über {2}."},

    {Word::maps, "Maps", "Karten"},
    {Word::map_before, "Before: {0}", "Vorher: {0}"},
    {Word::map_after, "After: {0}", "Nachher: {0}"},
    {Word::map_change, "What changes: brown loses, blue gains, in shares of capacity",
     "Was sich ändert: braun verliert, blau gewinnt, in Anteilen der Kapazität"},
    {Word::map_change_all, "What changes, on the whole map", "Was sich ändert, auf der ganzen Karte"},
    {Word::map_note, "Width is flow, on one scale in all maps; colour is use of capacity.",
     "Die Breite ist der Strom, in allen Karten im gleichen Maßstab; die Farbe ist die Auslastung."},

    {Word::tables, "In figures", "In Zahlen"},
    {Word::links_title, "Links whose flow changes, by the value of the change",
     "Verbindungen, deren Strom sich ändert, nach dem Wert der Änderung"},
    {Word::flows_title, "The largest flows, by value", "Die größten Ströme, nach Wert"},
    {Word::link, "Link", "Verbindung"},
    {Word::goods, "Goods", "Güter"},
    {Word::before, "Before", "Vorher"},
    {Word::after, "After", "Nachher"},
    {Word::change, "Change", "Änderung"},
    {Word::in_use, "In use", "Auslastung"},
    {Word::flow, "Flow", "Strom"},
    {Word::worth, "Worth of one more unit", "Wert einer Einheit mehr"},
    {Word::worth_short, "Worth of one more", "Wert von einer mehr"},
    {Word::binding_title, "What binds, by worth times size", "Was bindet, nach Wert mal Größe"},
    {Word::kind, "Kind", "Art"},
    {Word::what, "What", "Was"},
    {Word::size, "Size", "Größe"},
    {Word::places_title, "What buyers pay, by place", "Was Käufer zahlen, nach Orten"},
    {Word::place, "Place", "Ort"},
    {Word::price, "Price", "Preis"},
    {Word::served, "Delivered", "Geliefert"},
    {Word::actors_title, "Who gains and who loses", "Wer gewinnt und wer verliert"},
    {Word::actors_note,
     "Value to each actor: surplus of its producers and consumers, scarcity rents, tolls, tariffs and "
     "margins.",
     "Wert für jeden Akteur: Rente seiner Erzeuger und Verbraucher, Knappheitsrenten, Gebühren, Zölle und "
     "Margen."},
    {Word::actor, "Actor", "Akteur"},
    {Word::share_of_before, "Of before", "Vom Vorigen"},
    {Word::total, "Total", "Summe"},
    {Word::producers, "Producers", "Erzeuger"},
    {Word::consumers, "Consumers", "Verbraucher"},
    {Word::rents, "Rents", "Renten"},
    {Word::tolls, "Tolls, tariffs, margins", "Gebühren, Zölle, Margen"},
    {Word::commodities_title, "By commodity", "Nach Gütern"},
    {Word::delivered, "Delivered", "Geliefert"},
    {Word::unserved, "Unserved", "Ungedeckt"},
    {Word::shut_in, "Shut in", "Ungefördert"},
    {Word::ranking_title, "What else matters most", "Was sonst am meisten zählt"},
    {Word::ranking_note,
     "Each one closed by itself (a measure: lifted) in the case of this report, and everything solved anew.",
     "Jedes für sich gesperrt (eine Maßnahme: aufgehoben) im Fall dieses Berichts, und alles neu gelöst."},
    {Word::ranking_links, "Links", "Verbindungen"},
    {Word::ranking_nodes, "Places", "Orte"},
    {Word::ranking_controllers, "Holders: all that one controls", "Inhaber: alles, was einer kontrolliert"},
    {Word::ranking_measures, "Measures, lifted", "Maßnahmen, aufgehoben"},
    {Word::loss_of, "Change of {0}", "Änderung von {0}"},
    {Word::hardest, "Hit hardest", "Am härtesten getroffen"},
    {Word::way_round, "Goes most by", "Weicht am meisten aus auf"},
    {Word::no_way, "no way round", "kein anderer Weg"},
    {Word::rest, "{0} more rows are not shown; `korridor compare --csv DIR` writes all.",
     "{0} weitere Zeilen sind nicht gezeigt; `korridor compare --csv DIR` schreibt alle."},
    {Word::nothing_to_show, "Nothing to show.", "Nichts zu zeigen."},
    {Word::closed, "closed", "gesperrt"},

    {Word::certificate, "Is it right? The certificate", "Stimmt das? Das Zertifikat"},
    {Word::certificate_words,
     "Code that shares nothing with the solver reads the tables again and recomputes J from the flows alone "
     "and, "
     "from the prices alone, a bound that J cannot exceed. Where both agree, no better answer exists; where "
     "every "
     "balance holds and no capacity, ban or quota is overrun, the flows are possible.",
     "Code, der mit dem Löser nichts teilt, liest die Tabellen erneut und berechnet J allein aus den Strömen "
     "und "
     "allein aus den Preisen eine Schranke, die J nicht übersteigen kann. Wo beide übereinstimmen, gibt es "
     "keine "
     "bessere Antwort; wo jede Bilanz aufgeht und keine Kapazität, kein Verbot und keine Quote überschritten "
     "ist, "
     "sind die Ströme möglich."},
    {Word::certificate_good, "Here they agree to within {0} of supply and transport cost.",
     "Hier stimmen sie bis auf {0} der Kosten von Förderung und Transport überein."},
    {Word::certificate_limit, "Here J may lie up to {0} of supply and transport cost below the optimum.",
     "Hier kann J um bis zu {0} der Kosten von Förderung und Transport unter dem Optimum liegen."},
    {Word::figure, "Figure", "Größe"},
    {Word::objective, "J recomputed from the flows, {0}", "J, aus den Strömen berechnet, {0}"},
    {Word::bound, "Bound on J from the prices, {0}", "Schranke für J aus den Preisen, {0}"},
    {Word::gap, "Gap, relative to supply and transport cost",
     "Abstand, relativ zu den Kosten von Förderung und Transport"},
    {Word::imbalance, "Worst imbalance of a place", "Größtes Ungleichgewicht eines Ortes"},
    {Word::violation, "Worst overrun of a bound", "Größte Überschreitung einer Grenze"},
    {Word::complementarity, "Worst complementarity", "Größte Verletzung der Komplementarität"},
    {Word::identity_j, "J against the sum of its parts", "J gegen die Summe seiner Teile"},
    {Word::identity_w, "W against the sum over actors", "W gegen die Summe über die Akteure"},
    {Word::method, "Solved by", "Gelöst"},
    {Word::by_paths, "paths", "über Wege"},
    {Word::by_arcs, "linear programming on arcs", "als lineares Programm auf Kanten"},

    {Word::measures, "Measures in force", "Maßnahmen in Kraft"},
    {Word::measures_none, "No measure is in force.", "Keine Maßnahme ist in Kraft."},
    {Word::measure, "Measure", "Maßnahme"},
    {Word::imposer, "Imposed by", "Verhängt von"},
    {Word::value, "Value", "Wert"},
    {Word::in_force, "In force", "In Kraft"},
    {Word::in_before_only, "before only", "nur vorher"},
    {Word::in_after_only, "after only", "nur nachher"},
    {Word::in_both, "in both cases", "in beiden Fällen"},
    {Word::from_to, "{0} to {1}", "{0} bis {1}"},
    {Word::from_on, "from {0}", "ab {0}"},
    {Word::until, "until {0}", "bis {0}"},
    {Word::always, "the whole time", "die ganze Zeit"},

    {Word::assumptions, "What it rests on", "Worauf es beruht"},
    {Word::assumptions_words,
     "Every number has a method, a source and, where known, a range within which it may plausibly lie. "
     "Statements "
     "keep their speakers; where others contradict, both are named and the tool takes no side.",
     "Jede Zahl hat eine Methode, eine Quelle und, soweit bekannt, eine Spanne, in der sie glaubhaft liegen "
     "kann. "
     "Aussagen behalten ihre Sprecher; wo andere widersprechen, sind beide genannt, und das Werkzeug "
     "ergreift keine "
     "Partei."},
    {Word::methods_title, "How the numbers came about", "Wie die Zahlen zustande kamen"},
    {Word::cells, "Numbers", "Zahlen"},
    {Word::share, "Share", "Anteil"},
    {Word::method_observed, "observed: measured or counted", "beobachtet: gemessen oder gezählt"},
    {Word::method_reported, "reported by a source", "von einer Quelle berichtet"},
    {Word::method_derived, "derived from others by a formula", "aus anderen nach einer Formel abgeleitet"},
    {Word::method_assumed, "assumed", "angenommen"},
    {Word::method_fitted, "fitted to observed flows", "an beobachtete Ströme angepasst"},
    {Word::method_none, "without a source", "ohne Quelle"},
    {Word::short_observed, "observed", "beobachtet"},
    {Word::short_reported, "reported", "berichtet"},
    {Word::short_derived, "derived", "abgeleitet"},
    {Word::short_assumed, "assumed", "angenommen"},
    {Word::short_fitted, "fitted", "angepasst"},
    {Word::first_title, "The numbers that matter first", "Die Zahlen, auf die es zuerst ankommt"},
    {Word::first_words,
     "Of what binds, of the links whose flow changes most or is largest, of the largest markets, and of "
     "measures that "
     "tell the cases apart.",
     "Von dem, was bindet, von den Verbindungen, deren Strom sich am meisten ändert oder am größten ist, von "
     "den "
     "größten Märkten und von Maßnahmen, die die Fälle unterscheiden."},
    {Word::column, "Number", "Zahl"},
    {Word::source, "Source", "Quelle"},
    {Word::plausible, "Plausible", "Glaubhaft"},
    {Word::contested, "contested", "bestritten"},
    {Word::contradicted_by, "Contradicted by {0}: {1}", "Dem widerspricht {0}: {1}"},
    {Word::in_this_case, "in this case {0}", "in diesem Fall {0}"},
    {Word::range, "{0} to {1}", "{0} bis {1}"},
    {Word::statements_title, "Contested statements behind these numbers",
     "Bestrittene Aussagen hinter diesen Zahlen"},
    {Word::statements_words,
     "{0} of the statements that the sources name, or that speak of these elements, are contradicted by "
     "others.",
     "{0} der Aussagen, die die Quellen nennen oder die von diesen Elementen sprechen, werden von anderen "
     "bestritten."},

    {Word::borders, "Borders on the maps", "Grenzen auf den Karten"},
    {Word::borders_words,
     "Policy: {0}. {1} Shapes of the base map decide nothing: who holds which ground is data of the model. "
     "Base map: "
     "{2}.",
     "Regel: „{0}“. „{1}“ Formen der Grundkarte entscheiden nichts: wer welchen Boden hält, sind Daten des "
     "Modells. "
     "Grundkarte: {2}."},
    {Word::versions, "Version and data", "Version und Daten"},
    {Word::program, "Program", "Programm"},
    {Word::data, "Data", "Daten"},
    {Word::data_words,
     "Hashes are FNV-1a of 64 bits over the cells: the same hash, the same data. Whoever has a folder of the "
     "same hash "
     "and the same version of the program gets the same figures.",
     "Prüfsummen sind FNV-1a mit 64 Bit über die Zellen: gleiche Prüfsumme, gleiche Daten. Wer einen Ordner "
     "mit "
     "gleicher Prüfsumme und dieselbe Programmversion hat, erhält dieselben Zahlen."},
    {Word::table, "Table", "Tabelle"},
    {Word::rows, "Rows", "Zeilen"},
    {Word::hash, "Hash", "Prüfsumme"},

    {Word::appendix, "Appendix: every number and its source", "Anhang: jede Zahl und ihre Quelle"},
    {Word::appendix_words,
     "{0} numbers and dates on which an answer rests, table by table; measures only where they are in force "
     "in a case "
     "of this report. A number in brackets names a source in the list at the end.",
     "{0} Zahlen und Daten, auf denen eine Antwort beruht, Tabelle für Tabelle; Maßnahmen nur, wenn sie in "
     "einem Fall "
     "dieses Berichts in Kraft sind. Eine Zahl in Klammern nennt eine Quelle der Liste am Ende."},
    {Word::sources_title, "Sources", "Quellen"},
    {Word::footer, "Written by Korridor {0}.", "Geschrieben von Korridor {0}."},

    {Word::kind_link, "link", "Verbindung"},
    {Word::kind_node, "place", "Ort"},
    {Word::kind_quota, "quota", "Quote"},
    {Word::kind_limit, "joint limit", "gemeinsame Grenze"},
    {Word::kind_reexport, "re-export", "Wiederausfuhr"},
    {Word::kind_process, "process", "Verarbeitung"},
    {Word::kind_contract_min, "contract, least", "Vertrag, mindestens"},
    {Word::kind_contract_max, "contract, most", "Vertrag, höchstens"},
}};

constexpr bool in_order() {
  for (std::size_t at = 0; at < kWords.size(); ++at)
    if (kWords[at].word != static_cast<Word>(at)) return false;
  return true;
}
static_assert(in_order(), "the table has each word once, in the order of the enumeration");

} // namespace

std::string_view word(Word word, Language language) {
  Entry const& it = kWords.at(static_cast<std::size_t>(word));
  return language == Language::english ? it.english : it.german;
}

} // namespace korridor::report

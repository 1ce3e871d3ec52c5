package org.zonekeeper.audit.compliance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts live-answered calls by campaign and day; its memory grows with days, not with calls.
 * Confined to one thread.
 */
public final class Compliance {
  private final Rules rules;
  private final Map<String, NavigableMap<LocalDate, Tally>> campaigns = new TreeMap<>();

  public Compliance(Rules rules) {
    this.rules = rules;
  }

  /** Counts one call, on the day on which it was answered. */
  void add(CallFacts call) {
    campaigns
        .computeIfAbsent(call.end().getCampaign(), campaign -> new TreeMap<>())
        .merge(rules.dayOf(call.end().getAnsweredAt()), Tally.of(call), Tally::plus);
  }

  /** Each campaign's days, by name and date. */
  public Map<String, NavigableMap<LocalDate, Tally>> days() {
    return campaigns;
  }

  /** Successive periods of each campaign, the first beginning with its first call's day. */
  public List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    campaigns.forEach((campaign, days) -> windows.addAll(windows(campaign, days)));
    return windows;
  }

  private List<Window> windows(String campaign, NavigableMap<LocalDate, Tally> days) {
    List<Window> windows = new ArrayList<>();
    LocalDate last = days.lastKey();
    LocalDate from = days.firstKey();
    while (!from.isAfter(last)) {
      LocalDate next = from.plusDays(rules.windowDays());
      LocalDate end = next.isAfter(last) ? last : next.minusDays(1);
      Tally calls = sum(days, from, end);
      if (calls.live() > 0) {
        windows.add(
            new Window(
                campaign,
                from,
                end,
                calls,
                worst(days, from, end),
                calls.percent() <= rules.limitPercent()));
      }
      from = next;
    }
    return windows;
  }

  /** Of the sliding periods that end on a day of this one. */
  private double worst(NavigableMap<LocalDate, Tally> days, LocalDate from, LocalDate to) {
    double worst = 0;
    for (LocalDate day : days.subMap(from, true, to, true).keySet()) {
      worst = Math.max(worst, sliding(days, day).percent());
    }
    return worst;
  }

  /** A campaign's calls in the period that ends on this day. */
  Tally sliding(NavigableMap<LocalDate, Tally> days, LocalDate day) {
    return sum(days, day.minusDays(rules.windowDays() - 1L), day);
  }

  private static Tally sum(NavigableMap<LocalDate, Tally> days, LocalDate from, LocalDate to) {
    return days.subMap(from, true, to, true).values().stream().reduce(Tally.NONE, Tally::plus);
  }
}

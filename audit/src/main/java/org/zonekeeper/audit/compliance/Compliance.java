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
  private final RegulatoryRules rules;
  private final Map<String, NavigableMap<LocalDate, CallTally>> campaigns = new TreeMap<>();

  public Compliance(RegulatoryRules rules) {
    this.rules = rules;
  }

  /** Counts one call, on the day on which it was answered. */
  void add(CallFacts call) {
    campaigns
        .computeIfAbsent(call.end().getCampaign(), campaign -> new TreeMap<>())
        .merge(rules.dayOf(call.end().getAnsweredAt()), CallTally.of(call), CallTally::plus);
  }

  /** Each campaign's days, by name and date. */
  public Map<String, NavigableMap<LocalDate, CallTally>> days() {
    return campaigns;
  }

  /** Successive periods of each campaign, the first beginning with its first call's day. */
  public List<RatePeriod> windows() {
    List<RatePeriod> windows = new ArrayList<>();
    campaigns.forEach((campaign, days) -> windows.addAll(windows(campaign, days)));
    return windows;
  }

  private List<RatePeriod> windows(String campaign, NavigableMap<LocalDate, CallTally> days) {
    List<RatePeriod> windows = new ArrayList<>();
    LocalDate last = days.lastKey();
    LocalDate from = days.firstKey();
    while (!from.isAfter(last)) {
      LocalDate next = from.plusDays(rules.windowDays());
      LocalDate end = next.isAfter(last) ? last : next.minusDays(1);
      CallTally calls = sum(days, from, end);
      if (calls.live() > 0) {
        windows.add(
            new RatePeriod(
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
  private double worst(NavigableMap<LocalDate, CallTally> days, LocalDate from, LocalDate to) {
    double worst = 0;
    for (LocalDate day : days.subMap(from, true, to, true).keySet()) {
      worst = Math.max(worst, sliding(days, day).percent());
    }
    return worst;
  }

  /** A campaign's calls in the period that ends on this day. */
  CallTally sliding(NavigableMap<LocalDate, CallTally> days, LocalDate day) {
    return sum(days, day.minusDays(rules.windowDays() - 1L), day);
  }

  private static CallTally sum(
      NavigableMap<LocalDate, CallTally> days, LocalDate from, LocalDate to) {
    return days.subMap(from, true, to, true).values().stream()
        .reduce(CallTally.NONE, CallTally::plus);
  }
}

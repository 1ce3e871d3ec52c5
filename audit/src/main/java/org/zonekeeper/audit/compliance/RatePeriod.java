package org.zonekeeper.audit.compliance;

import java.time.LocalDate;

/**
 * A campaign's calls in one period. Immutable.
 *
 * @param campaign the campaign
 * @param from first day
 * @param to last day, within the period and not after the campaign's last call
 * @param calls its live-answered calls
 * @param worst the highest nuisance rate of any period of this length that ends in this one,
 *     percent
 * @param within whether the period's rate is within the limit
 */
public record RatePeriod(
    String campaign, LocalDate from, LocalDate to, CallTally calls, double worst, boolean within) {}

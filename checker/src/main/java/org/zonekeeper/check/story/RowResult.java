package org.zonekeeper.check.story;

/**
 * What became of one row of the failover contract, or of one invariant.
 *
 * @param id the row's id in the contract, such as F1, or the invariant's name
 * @param title the row in a few words
 * @param pass whether it holds and was put to the test
 * @param evidence counts, milliseconds and examples; the faults first where there are any
 */
public record RowResult(String id, String title, boolean pass, String evidence) {}

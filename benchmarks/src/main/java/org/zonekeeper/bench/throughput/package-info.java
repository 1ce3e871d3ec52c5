/**
 * {@code zonekeeper bench throughput}: how many whole lives of calls a second, and what limits it.
 */
package org.zonekeeper.bench.throughput;

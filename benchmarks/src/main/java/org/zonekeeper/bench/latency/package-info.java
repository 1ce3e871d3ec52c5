/** {@code zonekeeper bench latency}: how long an answer takes, and how long it must take. */
package org.zonekeeper.bench.latency;

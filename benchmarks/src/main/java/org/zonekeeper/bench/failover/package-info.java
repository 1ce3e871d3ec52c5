/** {@code zonekeeper bench failover}: how long it takes until every desktop works again. */
package org.zonekeeper.bench.failover;

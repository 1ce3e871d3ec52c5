/** {@code zonekeeper bench handover}: what a rolling restart costs. */
package org.zonekeeper.bench.handover;

/**
 * The lean load: agents and a platform that speak Kafka themselves, so that one thread of two cores
 * keeps thousands of calls a second going; and the bare system that it is put on.
 */
package org.zonekeeper.bench.direct;

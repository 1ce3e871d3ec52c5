/** How every part reaches its installation: Kafka, registry, zones; each declared once, here. */
package org.zonekeeper.schemas.cluster;

/** Who may do what on a Kafka cluster: the least that each part needs. */
package org.zonekeeper.schemas.access;

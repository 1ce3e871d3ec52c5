/** Which trace a record belongs to, in its headers: W3C Trace Context on Kafka. */
package org.zonekeeper.schemas.trace;

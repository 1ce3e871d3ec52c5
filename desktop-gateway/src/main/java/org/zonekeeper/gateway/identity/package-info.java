/**
 * Who is at the other end of a connection: tokens of an OpenID Connect issuer, what they allow, and
 * what becomes of those that do not. Knows of no zone's state, no session and no Kafka.
 */
package org.zonekeeper.gateway.identity;

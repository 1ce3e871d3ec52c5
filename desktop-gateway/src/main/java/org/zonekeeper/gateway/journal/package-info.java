/**
 * The journal as the gateway reads it: which event is which notification, and the consumer that
 * follows the journal and the read models.
 */
package org.zonekeeper.gateway.journal;

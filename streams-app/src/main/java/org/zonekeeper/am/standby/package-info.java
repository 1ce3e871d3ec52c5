/**
 * What a standby does for a zone while another Agent Manager owns it: it keeps the zone's entities
 * decoded, indexed and digested, so that a takeover finds the zone ready to be decided on.
 */
package org.zonekeeper.am.standby;

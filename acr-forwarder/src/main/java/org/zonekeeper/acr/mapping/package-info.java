/** From the journal's events to the recorder's, one for one or none; pure. */
package org.zonekeeper.acr.mapping;

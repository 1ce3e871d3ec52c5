/** What a zone's decisions go by, and what it makes of the loss of its owner. */
package org.zonekeeper.domain.settings;

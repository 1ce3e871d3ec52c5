/** What an agent's desktop may ask for at the moment. */
package org.zonekeeper.domain.capability;

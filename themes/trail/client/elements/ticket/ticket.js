export function offerTicket(){}

// Currencies in American English: signs, names and digits behind the point.
(function (native, primordials, parts) {
  "use strict";
  const { RegExpPrototypeExec, StringPrototypeSlice, StringPrototypeSplit } = primordials;
  const { isOneOf } = parts;

  // A code and the sign of it; those in the second text are understood where no other is near.
  const SIGNS = "AUDA$ BRLR$ CADCA$ CNYCN¥ EUR€ GBP£ HKDHK$ ILS₪ INR₹ JPY¥ KRW₩ MXNMX$ NZDNZ$ PHP₱ TWDNT$ USD$ VND₫ XAFFCFA XCDEC$ XCGCg. XOFF\u202fCFA XPFCFPF";
  const NARROW = "AFN؋ AMD֏ AOAKz ARS$ AUD$ AZN₼ BAMKM BBD$ BDT৳ BMD$ BND$ BOBBs BSD$ BWPP BZD$ CAD$ CLP$ CNY¥ COP$ CRC₡ CUC$ CUP$ CZKKč DKKkr DOP$ EGPE£ FJD$ FKP£ GEL₾ GHSGH₵ GIP£ GNFFG GTQQ GYD$ HKD$ HNLL HRKkn HUFFt IDRRp ISKkr JMD$ KGS⃀ KHR៛ KMFCF KPW₩ KYD$ KZT₸ LAK₭ LBPL£ LKRRs LRD$ MGAAr MMKK MNT₮ MURRs MXN$ MYRRM NAD$ NGN₦ NIOC$ NOKkr NPRRs NZD$ PKRRs PLNzł PYG₲ RONlei RUB₽ RWFRF SBD$ SEKkr SGD$ SHP£ SRD$ SSP£ STNDb SYP£ THB฿ TOPT$ TRY₺ TTD$ TWD$ UAH₴ UYU$ XCD$ ZARR ZMWZK";
  const WITHOUT_DIGITS = "AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PKR PYG RWF SLL SOS SYP UGX VND VUV XAF XOF XPF YER";
  const WITH_THREE = "BHD JOD KWD LYD OMR TND";
  // One of it, and many where that is not one with an s.
  const NAMES = "USD US dollar|EUR euro|GBP British pound|JPY Japanese yen,Japanese yen|CNY Chinese yuan,Chinese yuan|INR Indian rupee|KRW South Korean won,South Korean won|CHF Swiss franc|CAD Canadian dollar|AUD Australian dollar|NZD New Zealand dollar|MXN Mexican peso|BRL Brazilian real|RUB Russian ruble|SEK Swedish krona,Swedish kronor|NOK Norwegian krone,Norwegian kroner|DKK Danish krone,Danish kroner|PLN Polish zloty|CZK Czech koruna|HUF Hungarian forint|TRY Turkish lira,Turkish Lira|ZAR South African rand,South African rand|SGD Singapore dollar|HKD Hong Kong dollar|THB Thai baht,Thai baht|IDR Indonesian rupiah|MYR Malaysian ringgit|PHP Philippine peso|ILS Israeli new shekel|AED UAE dirham|SAR Saudi riyal|TWD New Taiwan dollar|VND Vietnamese dong,Vietnamese dong|UAH Ukrainian hryvnia|EGP Egyptian pound|NGN Nigerian naira|ARS Argentine peso|CLP Chilean peso|COP Colombian peso|PKR Pakistani rupee";
  // A sign that ends so stands apart from the number.
  const ENDS_IN_LETTER = /[\p{L}.]$/u;

  function currencyDigits(code) {
    return isOneOf(code, WITHOUT_DIGITS) ? 0 : isOneOf(code, WITH_THREE) ? 3 : 2;
  }

  // What stands for a currency, by `currencyDisplay`; a code where there is nothing shorter.
  function currencySign(code, display) {
    if (display === "code") return code;
    return (display === "narrowSymbol" ? signIn(NARROW, code) : undefined) ?? signIn(SIGNS, code) ?? code;
  }

  function signIn(text, code) {
    const list = StringPrototypeSplit(text, " ");
    for (let i = 0; i < list.length; i++) if (StringPrototypeSlice(list[i], 0, 3) === code) return StringPrototypeSlice(list[i], 3);
    return undefined;
  }

  // Its name, by the plural category of the amount; the code where no name is known.
  function currencyName(code, category) {
    const list = StringPrototypeSplit(NAMES, "|");
    for (let i = 0; i < list.length; i++) {
      if (StringPrototypeSlice(list[i], 0, 3) !== code) continue;
      const names = StringPrototypeSplit(StringPrototypeSlice(list[i], 4), ",");
      return category === "one" ? names[0] : names.length > 1 ? names[1] : names[0] + "s";
    }
    return code;
  }

  function standsApart(sign) {
    return RegExpPrototypeExec(ENDS_IN_LETTER, sign) !== null;
  }

  return { __proto__: null, currencyDigits, currencyName, currencySign, standsApart };
})

import axios, { AxiosError, AxiosHeaders, isAxiosError, isCancel } from "axios";
import { exercise } from "../exercise_axios.js";

await exercise(axios, { AxiosError, AxiosHeaders, isAxiosError, isCancel }, process.argv[2]);

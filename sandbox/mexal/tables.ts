/**
 * The fields of each collection as `?info=true` of release 2.9.17 declares them: `name:type[size]`.
 * Marks: `*` key, `!` required by every PUT, `~` read only, `?` a scalar or a matrix (clients of live systems send
 * and read both). Types: A text, N integer, D decimal, T date and time.
 */
export const tables = {
  orders: `
    sigla*!:A serie*!:N numero*!:N cod_conto:A data_documento:A cod_modulo:A id_causale:N[1]? id_magazzino:N
    id_costo_ricavo:N codice_agente:A id_cond_agente:N nota:A[1]? stato_doc_att:A[12] stato_doc_var~:A[12]
    id_sito_passweb:N id_valuta:N gest_picking:A cambio_vlt_euro:D tp_cambio_vlt:A cambio_euro_vlt:D
    tp_cambio_euro:A gest_mydb_testa:A data_creazione:A ora_creazione:A utente_crea:A menu_creazione:A
    dt_var_sistema:A ora_var_sistema:A utente_modifica:A menu_modifica:A gest_ord_el:A rif_sgl_attuale:A
    rif_nr_attuale:A rif_dt_attuale:A cod_rif_ammin:A tp_riferimento:A gest_inps:A gest_previdenza:A
    id_ind_sped:A cod_anag_sped:A[1]? tp_trasporto:A[1]? cod_vettore:A[1]? tp_porto:A[1]? descr_porto:A
    tp_spese_sped:A[1]? val_spese_sped:D[1]? nr_colli_sped:N peso_spedizione:D asp_est_beni:N
    dt_spedizione:A ora_spedizione:A codice_cig:A codice_cup:A id_pagamento:N nr_banca_appo:N cod_banca:A
    acconto_pagato:D abbuono:D spese_banca:D spese_bolli:D data_ult_mod:T utente_ult_mod:A bloccato_in_mag:A`,
  rows: `
    sigla*!:A serie*!:N numero*!:N data_documento:A data_creazione:A ora_creazione:A dt_var_sistema:A
    ora_var_sistema:A id_riga!:N tp_riga!:A codice_articolo:A tp_descrizione:A descr_riga:A cod_art_testo:A
    qta_cauzione:N[16] descr_articolo:A descr_art_ext:A[4] descr_art_ext_0:A id_causale_riga:N
    id_ncau_riga:N id_ccr_riga:N id_mag_riga:N tp_um_articolo:A id_misuraltern:N nr_colli:N quantita:D
    coeff_conv:D tipo_imballo:A qta_taglia:N tipo_stato_riga:A cat_annul_riga:N prezzo:D sconto:A
    dt_inizio_rateo:A dt_fine_rateo:A dt_sca_riga:A perc_provv:D cod_iva:A id_ubicazione:N cod_taglia:N
    rif_sgl_prev:A rif_serie_prev:N rif_nr_prev:N rif_dt_prev:A id_riga_orig:N gest_mydb_riga:A id_lotto:N
    dec_qta_lotto:N qta_lotto:D nr_colli_lotto:N qta_tg_lotto:N[32] id_lista:N cod_rif_pf_bl:N dt_doc_bl:A
    nr_bl:N nr_sbl:N prog_fase_bl:N cod_art_anag:A data_ult_mod:T sc_merce_doc:A`,
  movements: `
    sigla*!:A serie*!:N numero*!:N cod_conto*!:A data_documento:A cod_modulo:A id_causale:N id_magazzino:N
    id_magazzino_a:N id_costo_ricavo:N id_catsta_conto:N id_zona_conto:N gest_bollo_virt:A codice_agente:A
    id_cond_agente:N nota:A stato_doc_att:A[12] stato_doc_var~:A[12] id_sito_passweb:N id_valuta:N
    cambio_vlt_euro:D tp_cambio_vlt:A cambio_euro_vlt:D tp_cambio_euro:A gest_mydb_testa:A data_creazione:A
    ora_creazione:A utente_crea:A menu_creazione:A dt_var_sistema:A ora_var_sistema:A utente_modifica:A
    menu_modifica:A anno_int:N prog_int:N rif_nr_bl:N rif_nr_sbl:N rif_nr_fs_lav:N sigla_ordine!:A
    serie_ordine!:N numero_ordine!:N data_ordine:A sigla_doc_orig!:A serie_doc_orig!:N numero_doc_orig!:N
    data_doc_orig:A rif_sgl_attuale:A[3] rif_nr_attuale:A[3] rif_dt_attuale:A[3] rt_nr_chiusura:N
    rt_nr_doc_rif:N rt_data_doc_rif:A rt_matr_doc_rif:A id_ind_sped:A cod_anag_sped:A tp_trasporto:A
    cod_vettore:A tp_porto:A descr_porto:A nr_tracking:A tp_spese_sped:A val_spese_sped:D nr_colli_sped:N
    peso_spedizione:D asp_est_beni:N dt_spedizione:A ora_spedizione:A codice_cig:A codice_cup:A
    id_pagamento:N nr_banca_appo:N cod_banca:A acconto_pagato:D abbuono:D spese_banca:D spese_bolli:D
    data_ult_mod:T utente_ult_mod:A`,
  movementRows: `
    sigla*!:A serie*!:N numero*!:N cod_conto*!:A data_documento:A data_creazione:A ora_creazione:A
    dt_var_sistema:A ora_var_sistema:A sigla_ordine!:A serie_ordine!:N numero_ordine!:N data_ordine:A
    sigla_doc_orig!:A serie_doc_orig!:N numero_doc_orig!:N data_doc_orig:A id_riga!:N id_rif_testata!:N
    codice_articolo:A tp_descrizione:A descr_riga:A descr_articolo:A descr_art_ext:A[7] descr_art_ext_0:A
    id_causale_riga:N id_ncau_riga:N id_ccr_riga:N id_mag_da_riga:N id_mag_a_riga:N tp_um_articolo:A
    id_misuraltern:N nr_colli:N quantita:D coeff_conv:D tipo_imballo:A qta_taglia:N tipo_stato_riga:A prezzo:D
    sconto:A dt_inizio_rateo:A dt_fine_rateo:A perc_provv:D cod_iva:A id_ubicazione:N id_ubicazione_a:N
    cod_taglia:N sigla_cat_sta:N nr_cat_sta:A costo_ult:D costo_std:D costo_med_pond:D rif_sgl_ddep:A
    rif_serie_ddep:N rif_nr_ddep:N rif_dt_ddep:A id_riga_orig:N gest_mydb_riga:A id_lotto:N dec_qta_lotto:N
    qta_lotto:D nr_colli_lotto:N qta_tg_lotto:N[32] anno_int_riga:N prog_int_riga:N id_lista:N
    cod_rif_pf_bl:N dt_doc_bl:A nr_bl:N nr_sbl:N prog_fase_bl:N cod_art_anag:A data_ult_mod:T sc_merce_doc:A`,
  customers: `
    codice*!:A cod_alternativo:A id_rubrica_uni~:N tp_nazionalita:A cod_paese:A gest_per_fisica:A
    codice_fiscale:A partita_iva:A ext_piva_estera:A gest_no_piva:A denominazione:A ragione_sociale:A
    dt_valid_ragsoc:A ragsoc_prec:A cognome:A nome:A dt_nasc_cost:A loc_nasc_cost:A prv_nasc_cost:A
    indirizzo:A cap:A localita:A provincia:A telefono:A fax:A email:A url:A pec:A cod_pg_no_deper:N
    cod_pg_deper:N alq_comp:D nome_ricerca_cf:A tp_societa:A cod_lotteria:A gest_ente_pa:A gest_spl_pay_pa:A
    gest_fatt_el_pa:A gest_fatt_el:A dt_gest_fatt_el:A serie_fatt_el:N allega_fatt_el:A cod_modu_allega:A
    cod_modu_allega_pae:A rif_ammin_pa:A cod_ufficio_pa:A codice_sdi:A gest_spesometro:A trattam_esterom:A
    gest_agricolo:A gest_condominio:A gest_self_bill:A reg_fis_fatt_el:A gest_iva_differ:A id_banca:N
    cod_abi:N cod_cab:N conto_corren:A cin_bban:A pae_iban:A cin_iban:N iban_libero:A bic:A assog_iva:A
    valuta:N cod_cat_sta:N cod_zona:N gest_add_bollo:A cod_pagamento:N scadenza_fissa:N giorni_proroga:N
    mesi_esclusi:N[2] gg_anticipo:N[2] gest_rg_eff:A cod_banca:A gest_cig_cup:A banca_appoggio:A
    cod_rid_cliente:A tp_incasso:A dt_mandato_rid:A stato_sequenza:A intesta_iban:A banca_appo_agg:A[3]
    bic_agg:A[3] pae_iban_agg:A[3] cin_iban_agg:N[3] iban_agg:A[3] cin_bban_agg:A[3] abi_bban_agg:N[3]
    cab_bban_agg:N[3] conto_bban_agg:A[3] cod_rid_cli_agg:A[3] intesta_iban_agg:A[3] dt_mandato_cli:A[3]
    stato_sepa_cli:A[3] tp_incasso_sepa:A[3] responsabile:A anticipo_spese:A sigla_azienda:A
    gest_cont_parc:A cod_for_studio:A cod_costo_prest:A gest_registr_pg:A cod_conto_pg:A id_utente_parc:N
    cod_lingua:N cod_listino:N gest_extra_lis:A cod_cat_sconti:N sconto_icz:A cod_agente:A cod_cond_age:N
    cod_cat_pr:N gest_rg_doc:A gest_ordine_e:A cod_fatturare_a:A cod_ind_sped:A tp_trasporto:A cod_vettore:A
    tp_porto:A descr_porto:A gest_colli_auto:A gest_peso_auto:A tp_spese_sped:A spese_sped:D
    fino_spese_sped:D cod_asp_beni:N cod_incoterm:A gest_dst_lis_ve:A gest_dst_cat_sc:A gest_dst_sc_icz:A
    gest_dst_cat_pr:A gest_dst_part:A gest_dst_agente:A gest_dst_lingua:A gest_dst_vett:A gest_dst_porto:A
    gest_dst_spese:A gest_val_cauz:A qta_cauzioni:N[16] gest_rit_acc:A alq_rit_acc:D perc_impon_rit:N
    cod_pg_770S:N cognome_legale:A nome_legale:A cod_fis_legale:A dt_nasc_legale:A loc_nasc_legale:A
    prv_nasc_legale:A cod_pae_legale:A cod_analitico:A cod_crit_ripart:N gest_no_tx_ts:A gest_spl_pay:A
    logis_spl_pay:A dt_spl_pay:A[6] tp_recap:A nome_recap:A ind_recap:A cap_recap:A loc_recap:A prv_recap:A
    gest_recap_eff:A tp_rating:A nr_insoluti:N tot_insoluti:D fido:D gest_fuori_fido:A nr_gg_rit_pg:N[13]
    descr_nota:A[2] dst_nota:A[2] dt_sca_nota:A[2] anag_dt_crea:A anag_dt_mod:A anag_mod:A
    stato_anag_att:A[12] stato_anag_var:A[12] conto_precanc:A utente_ult_mod:A data_ult_mod:T`,
  addresses: `
    id*!:A cod_conto:A descrizione:A indirizzo:A cap:A localita:A provincia:A tp_nazionalita:A cod_paese:A
    telefono:A fax:A email:A url:A chiusura_sett:A riferimento:A cell_rif:A nota:A data_validita:A
    data_creazione:A data_modifica:A cod_conto_sost:A id_ind_sost:A annullato:A gest_raggruppa:A
    codice_cig:A codice_cup:A rif_esterno_tp:A rif_esterno_sgl:A rif_esterno_nr:A rif_esterno_cod:A
    rif_esterno_dt:A tp_indirizzo:A utente_ult_mod:A data_ult_mod:T`,
  articles: `
    codice*!:A nr_record~:N tipologia:A cod_struttura:N descrizione:A descr_estesa:A[5] descrizione_agg:A
    descr_completa:A cod_alternativo:A alq_iva:A um_principale:A um_secondaria:A um_secondaria_A:A
    um_secondaria_B:A decimali_qta:N qta_collo:D coeff_conv:D coeff_conv_ext~:D coeff_conv_A:D
    coeff_conv_B:D destin_um1:A destin_um2:A destin_um2_A:A destin_um2_B:A cos_ult~:D cos_std_valuta:N
    cos_std:D qta_min_fatt:D imp_min_fatt:D imp_max_fatt:D ctrl_peso:D qta_prendi:N qta_paghi:N
    cod_imballo:A peso_medio_unit:D id_cat_sconto:N id_sconto_qta:N id_categoria_pr:N id_cat_prezzo:N
    sigla_cat_sta:A nr_cat_sta:N dt_creazione:A dt_mod:A dt_mod_sistema:A ora_mod_sistema:A cod_ricavo:A
    cod_costo:A gest_precanc:A gest_annullato:A gest_preventivo:A cod_art_sost:A tp_descrizione:A
    valuta_cos_ult:N costo_ult:D cod_fornitore:A gg_riordino:N qta_riordino:D valuta_ri:N prz_riordino:D
    cod_riordino:A fino_qta_ri:D[3] sc_qta_ri:A[4] sc_qta_ri_ext:A[4] nota:A[2] gest_nota:A[2]
    dt_sca_nota:A[2] descr_lingua:A prz_listino:D[999] sconto_listino:A[999]? sconto_lis_ext:A[999]?
    tp_pr_listino:A[999]? pr_formula:A[999]? cod_agente:A[999]? id_cond_agente:N[999]? provvigione:D[999]?
    perc_prz_lis:D[999]? id_listino:N id_valuta_extra:N extra_fisso:D extra_a:D extra_b:D extra_c:D
    cod_grp_merc:A cod_natura:A cod_cat_web:A scorta_minima:N scorta_massima:N ord_cli_e:D ord_cli_sps:D
    ord_cli_auto:D qta_inventario:D qta_carico:D qta_scarico:D dt_variaz_img:A utente_ult_mod:A
    data_ult_mod:T non_rimb_rsm:A cod_ric_sospeso:A cod_sp_sanit:A tp_sp_sanit:A cod_analit_cos:A
    cod_analit_ric:A gest_dbp:A gest_dbv:A gest_dba:A gest_cart:A gest_tp_mdf:A gest_somma_mdf:A
    tp_arrot_mdf:A gest_tp_val_mdf:A dt_cos_ult_ues~:A dt_cos_ult_pes~:A gest_cons_tg:A gest_forma:A
    gest_macchinario:A escl_rilevamento:A escl_planning:A gest_ricambio:A gest_peso_wms:A dt_gest_lotto:A
    cod_tp_lotto:A gest_rich_lotto:A tp_sel_auto:A gest_enasarco:A gest_ratei:A tp_alimento:A
    cod_ubicazione:A cod_sotto_ubic:A dt_ult_carico:A dt_ult_scarico:A dt_ult_ordine:A dt_ult_mov:A
    temp_min_ubic:A temp_max_ubic:A cod_nomencla:A gest_massa_net:A gest_unita_sup:A descr_unita_sup:A
    cod_prv_intra:A cod_pae_intra:A cod_pae_intra_c:A cod_srv_intra:A gest_attiva:A[12] gest_variata:A[12]
    img_art_disp:A img_cat_disp:A img_icona_disp:A gest_period:A gest_ritenuta:A gest_cassa_pre:A
    gest_sep_inps:A gest_enpam:A gest_enpals:A data_obbl:A dati_tp_lotto_mod:A tp_merce_rsm_fe:N
    tp_merce_rsm_fr:N rif_struttura:N valuta_cos_prec:N nr_mesi_rateo:N id_ubicazione:N
    qta_inventa_tg:N[32]? colli_inventa:N qta_tg_carico:N[32]? colli_carico:N qta_scarico_tg:N[32]?
    colli_scarico:N ord_for_taglie:N[32]? ord_cli_e_tg:N[32]? ord_cli_sps_tg:N[32]? ord_cli_auto_tg:N[32]?
    ord_prod_taglie:N[32]? mese_period:N giorni_autocod:N giorni_manuale:N giorni_giacenza:N valore_mdf:D
    val_arrot_mdf:D cos_prec:D larghezza_ubic:D altezza_ubic:D profondita_ubic:D peso_ubicazione:D
    valore_inventa:D tara_inventa:D valore_carico:D tara_carico:D valore_scarico:D tara_scarico:D
    ord_fornitori:D ord_produzione:D coeff_massa_net:D coeff_unita_sup:D val_sta_unit:D`,
  accounts: `
    codice*!:A ragione_sociale:A`,
  payments: `
    id:N descrizione:A tp_sconto:A sconto_perc:D gest_spese_inc:A gest_spese_bol:A gest_inizio_sca:A
    scadenza_fissa:N giorni_proroga:N gest_rate_perc:A descr_pnota:A paga_tot_doc:A cos_ric_pg_ab:A
    causale_pg:A causale_ab:A conto_ab_pas:A conto_ab_att:A conto_pagamento:A tp_pagamento:A[250]
    giorni_scadenza:N[250] tp_rata_iva:A[250] percentuale:D[250]`,
  exemptions: `
    codice:A descrizione:A plafond:A descr_estesa:A tp_operazione:A id_descrizione:N id_classifica:A
    codice_natura:A`,
  series: `
    sigla_documento:A serie_massima:N descrizione:A[999]`,
  reasons: `
    id:N descrizione:A gest_cos_ultimo:A gest_dt_carico:A gest_mov_valore:A`,
  warehouses: `
    id:N descrizione:A gest_valorizza:A nota:A cap:A localita:A provincia:A indirizzo:A annullato:A`,
  costCentres: `
    id:N descrizione:A nota:A`,
  // Not declared, but sent by clients of live systems.
  undeclaredRows: `
    cod_agente:A[9]? tipo_provv:A[9]? formula_pr:X[9]? calc_formula_pr:X[9]? pos_righe_lotto:N nr_righe_lotto:N`,
  // Not declared, but answered with a single document.
  readOnlyOrders: `
    tot_documento~:D[1] sigla_ordine~:A[1] numero_ordine~:N[1]`,
} as const;

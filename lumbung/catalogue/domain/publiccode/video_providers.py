"""Addresses of videos (and other things) that can be shown by oEmbed, as patterns with `*`.

Source: the providers' list of https://oembed.com/providers.json (MIT licence, Cal Henderson and
others), release 1.0.20260604 of the package oembed-providers.
"""

_PATTERNS = """
http://*.*.flickr.com/*/* http://*.*.wordpress.com/* http://*.app-edu.assemblrworld.com/Creation/*
http://*.assemblrworld.com/Creation/* http://*.assemblrworld.com/creation/*
http://*.channel.geographs.org/* http://*.deviantart.com/*#/d* http://*.deviantart.com/art/*
http://*.docdroid.com/* http://*.docdroid.net/* http://*.flickr.com/photos/*
http://*.geograph.co.uk/* http://*.geograph.ie/* http://*.geograph.org.gg/*
http://*.geograph.org.je/* http://*.geograph.org.uk/* http://*.hippovideo.io/*
http://*.hubs.vidyard.com/* http://*.inphood.com/* http://*.kooapp.com/koo/*
http://*.nanoo.pro/link/* http://*.nanoo.tv/link/* http://*.nfb.ca/film/* http://*.podbean.com/e/*
http://*.polldaddy.com/poll/* http://*.polldaddy.com/ratings/* http://*.polldaddy.com/s/*
http://*.smugmug.com/* http://*.spreaker.com/* http://*.studio.assemblrworld.com/creation/*
http://*.ustream.com/* http://*.ustream.tv/* http://*.vidyard.com/*
http://*.wikimedia.org/*_geograph.org.uk_* http://*.wordpress.com/* http://animoto.com/play/*
http://app-edu.assemblrworld.com/Creation/* http://app.echoeshq.com/embed/*
http://app.everviz.com/embed/* http://archive.sudomemo.net/watch/* http://assemblr.world/*
http://audio.com/* http://backtracks.fm/* http://beta.quellensuche.de/*
http://channel-islands.geograph.org/* http://channel-islands.geographs.org/* http://chirb.it/*
http://clyp.it/* http://clyp.it/playlist/* http://codepen.io/* http://codepoints.net/*
http://coub.com/embed/* http://coub.com/view/* http://crowdranking.com/*/*
http://de.slideshare.net/*/* http://docdro.id/* http://docswell.com/s/*/* http://dotsub.com/view/*
http://editor.assemblrworld.com/* http://egliseinfo.catholique.fr/* http://embed.runkit.com/*
http://es.slideshare.net/*/* http://fav.me/* http://fiso.foxsports.com.au/isomorphic-widget/*
http://flic.kr/p/* http://flic.kr/s/* http://flipnot.es/* http://fr.slideshare.net/*/*
http://framebuzz.com/v/* http://geo-en.hlipp.de/* http://geo.hlipp.de/*
http://germany.geograph.org/* http://gph.is/* http://gty.im/* http://huffduffer.com/*/*
http://iframe.mediadelivery.net/* http://ifttt.com/recipes/* http://img.catbo.at/*
http://instagr.am/p/* http://instagr.am/reel/* http://instagr.am/tv/* http://instagram.com/*/p/*
http://instagram.com/p/* http://instagram.com/reel/* http://instagram.com/tv/*
http://jdr.knacki.info/meuh/* http://kit.co/*/* http://learningapps.org/* http://live.amcharts.com/*
http://mathembed.com/latex?inputText=* http://media.zhdk.ch/signatur/* http://minesweeper.today/*
http://moby.to/* http://nanoo.pro/link/* http://nanoo.tv/link/* http://new.media.zhdk.ch/signatur/*
http://official.fm/playlists/* http://official.fm/tracks/*
http://orbitvu.co/001/*/1/2/orbittour/*/view http://orbitvu.co/001/*/2/orbittour/*/view
http://orbitvu.co/001/*/ov3601/*/view http://orbitvu.co/001/*/ov3601/view
http://orbitvu.co/001/*/ov3602/*/view http://pastery.net/* http://play.radiopublic.com/*
http://player.mediadelivery.net/* http://pt.slideshare.net/*/* http://public.chartblocks.com/c/*
http://qr.imenupro.com/* http://quellensuche.de/* http://radiopublic.com/*
http://roomshare.jp/en/post/* http://roomshare.jp/post/* http://rwire.com/*
http://scribblemaps.com/maps/view/* http://shoud.io/* http://shoudio.com/*
http://sketchfab.com/*models/* http://soundcloud.com/* http://speakerdeck.com/*/*
http://spyke.social/c/* http://spyke.social/g/* http://spyke.social/p/* http://spyke.social/u/*
http://sta.sh/* http://streamable.com/* http://studio.assemblrworld.com/creation/*
http://ted.com/talks/* http://trackspace.upitup.com/* http://veer.tv/videos/*
http://veervr.tv/videos/* http://video.bunnycdn.com/* http://videos.sapo.pt/*
http://view.ceros.com/* http://wordpress.com/* http://wp.me/* http://www.23hq.com/*/photo/*
http://www.audio.com/* http://www.clipland.com/v/* http://www.codepoints.net/*
http://www.collegehumor.com/video/* http://www.docswell.com/s/*/* http://www.hulu.com/watch/*
http://www.ifixit.com/Guide/View/* http://www.instagr.am/p/* http://www.instagr.am/tv/*
http://www.instagram.com/*/p/* http://www.instagram.com/p/* http://www.instagram.com/reel/*
http://www.instagram.com/tv/* http://www.kickstarter.com/projects/*
http://www.kitchenbowl.com/recipe/* http://www.mixcloud.com/*/*/
http://www.mobypicture.com/user/*/view/* http://www.pastery.net/* http://www.picturelfy.com/p/*
http://www.quiz.biz/quizz-*.html http://www.quizz.biz/quizz-*.html http://www.radiopublic.com/*
http://www.screencast.com/* http://www.screenr.com/*/ http://www.scribblemaps.com/maps/view/*
http://www.scribd.com/doc/* http://www.slideshare.net/*/* http://www.spyke.social/c/*
http://www.spyke.social/g/* http://www.spyke.social/p/* http://www.spyke.social/u/*
http://www.sudomemo.net/watch/* http://www.tickcounter.com/clock/*
http://www.tickcounter.com/countdown/* http://www.tickcounter.com/countup/*
http://www.tickcounter.com/embed/* http://www.tickcounter.com/full/*
http://www.tickcounter.com/ticker/* http://www.tickcounter.com/widget/*
http://www.tickcounter.com/worldclock/* http://www.topy.se/image/* http://www.vevo.com/*
https://*.*.flickr.com/*/* https://*.*.wordpress.com/* https://*.aflip.in/*
https://*.amtraker.com/trains/* https://*.amtraker.com/trains/*/*
https://*.app-edu.assemblrworld.com/Creation/* https://*.assemblrworld.com/Creation/*
https://*.assemblrworld.com/creation/* https://*.builder.pikasso.xyz/embed/*
https://*.cdn.spotlightr.com/publish/* https://*.cdn.spotlightr.com/watch/*
https://*.chainflix.net/video/* https://*.chainflix.net/video/embed/* https://*.curated.co/*
https://*.deseret.com/* https://*.deviantart.com/*#/d* https://*.deviantart.com/*/art/*
https://*.deviantart.com/art/* https://*.docdroid.com/* https://*.docdroid.net/*
https://*.euvideocdn.com/player/* https://*.fireworktv.com/* https://*.fireworktv.com/embed/*/v/*
https://*.flat.io/score/* https://*.flickr.com/photos/* https://*.getshow.io/share/*
https://*.gmetri.com/* https://*.hflip.co/* https://*.hippovideo.io/* https://*.hopvue.com/*
https://*.hubs.vidyard.com/* https://*.idomoo.com/* https://*.infoveave.net/E/*
https://*.infoveave.net/P/* https://*.jovian.ai/* https://*.jovian.com/* https://*.jovian.ml/*
https://*.kooapp.com/koo/* https://*.kubit.ai/* https://*.lottie.host/* https://*.lottiefiles.com/*
https://*.lumiere.is/v/* https://*.microsoftstream.com/channel/*
https://*.microsoftstream.com/video/* https://*.mixpanel.com/* https://*.nanoo.pro/link/*
https://*.nanoo.tv/link/* https://*.needle.run/* https://*.neetorecord.com/watch/*
https://*.nytimes.com/* https://*.parta.io/core/embed/* https://*.podbean.com/e/*
https://*.prezi.com/v/* https://*.radiopublic.com/* https://*.screen9.tv/* https://*.smugmug.com/*
https://*.spotlightr.com/publish/* https://*.spotlightr.com/watch/* https://*.spreaker.com/*
https://*.studio.assemblrworld.com/creation/* https://*.tksn.me/* https://*.tumblr.com/post/*
https://*.tv.pandavideo.com.br/*/playlist.m3u8 https://*.tv.pandavideo.com.br/embed/?v=*
https://*.tvcf.co.kr/* https://*.twitter.com/*/status/* https://*.ustudio.com/embed/*
https://*.ustudio.com/embed/*/* https://*.videocdn.net/player/* https://*.vids.io/videos/*
https://*.vidyard.com/* https://*.vouchfor.com/* https://*.wistia.com/medias/*
https://*.wizer.me/learn/* https://*.wizer.me/preview/* https://*.wolframcloud.com/*
https://*.wordpress.com/* https://*.x.com/*/status/* https://*.youtube.com/embed/*
https://*.youtube.com/live* https://*.youtube.com/playlist?list=* https://*.youtube.com/shorts*
https://*.youtube.com/v/* https://*.youtube.com/watch* https://*.znipe.tv/* https://23m.io/*
https://adilo.bigcommand.com/watch/* https://album.link/* https://altium.com/viewer/*
https://amtraker.com/trains/* https://amtraker.com/trains/*/* https://animatron.com/project/*
https://anniemusic.app/p/* https://anniemusic.app/t/* https://api.satoplayer.com/players/embed/*
https://aplikasi.kirim.email/form/* https://app-edu.assemblrworld.com/Creation/*
https://app-test.totango.com/* https://app.altrulabs.com/*/*?answer_id=*
https://app.altrulabs.com/player/* https://app.archivos.digital/app/view/*
https://app.customerdb.com/share/* https://app.dadan.io/* https://app.demofly.ai/s/*
https://app.everviz.com/embed/* https://app.ex.co/stories/* https://app.filestage.io/step/**
https://app.getfader.com/projects/*/publish https://app.getshow.io/iframe/*
https://app.gong.io/call?id=* https://app.ilovecoco.video/*/embed https://app.kmdr.sh/h/*
https://app.kmdr.sh/history/* https://app.ludus.one/* https://app.minervaknows.com/recipes/*
https://app.minervaknows.com/recipes/*/follow https://app.parta.io/core/embed/*
https://app.plusdocs.com/*/pages/edit/* https://app.plusdocs.com/*/pages/share/*
https://app.plusdocs.com/*/snapshots/* https://app.zeplin.io/project/*/screen/*
https://app.zeplin.io/project/*/screen/*/version/*
https://app.zeplin.io/project/*/styleguide/components?coid=*
https://app.zeplin.io/styleguide/*/components?coid=* https://app.zingsoft.com/embed/*
https://app.zingsoft.com/view/* https://app2.sagenverse.com/embed/*
https://appforcestudio.com/playground/* https://archive.sudomemo.net/watch/*
https://article.voxsnap.com/*/* https://artist.link/* https://assemblr.world/* https://audio.com/*
https://audioboom.com/channel/* https://audioboom.com/channels/* https://audioboom.com/episodes/*
https://audioboom.com/playlists/* https://audioboom.com/podcast/* https://audioboom.com/podcasts/*
https://audioboom.com/posts/* https://audioclip.naver.com/audiobooks/*
https://audioclip.naver.com/channels/*/clips/* https://audiomack.com/*/album/*
https://audiomack.com/*/playlist/* https://audiomack.com/*/song/* https://audius.co/*
https://backtracks.fm/* https://backtracks.fm/*/*/*/*/e/*/* https://backtracks.fm/*/*/e/*
https://backtracks.fm/*/s/*/* https://balsamiq.cloud/* https://bcove.video/* https://beams.fm/*
https://beta.nebula.tv/videos/* https://biqapp.net/f/* https://blackfire.io/profiles/*/graph
https://blackfire.io/profiles/compare/*/graph https://blogcast.host/embed/*
https://blogcast.host/embedly/* https://boxofficebuz.com/embed/video/*
https://bsky.app/profile/*/post/* https://buttondown.email/* https://cacoo.com/diagrams/*
https://carbon.music/* https://cdn.brenclosures.com.au/* https://cdn.cockburn.wa.gov.au/*
https://cdn.digital-assets.uq.edu.au/* https://cdn.everwall.com/hubs/iframe/*
https://cdn.hivo.com.au/* https://cdn.snowtunnel.com/* https://cdn.somnomed.com/*
https://cdn.southerndesigngroup.com/* https://chainflix.net/video/*
https://chainflix.net/video/embed/* https://chroco.ooo/mypage/* https://chroco.ooo/story/*
https://cloud.needle.tools/-/assets/*/file https://cloud.needle.tools/view?file=*
https://clueso.site/* https://cmc.byzart.eu/files/* https://codehs.com/editor/share_abacus/*
https://codepen.io/* https://codepoints.net/* https://codesandbox.io/embed/*
https://codesandbox.io/s/* https://commaful.com/play/* https://console.screen9.com/*
https://core.hash.ai/@* https://crumb.sh/* https://cueup.io/user/*/sounds/* https://d.tube/v/*
https://dalexni.com/i/* https://dashboard.pandavideo.com.br/#/videos/*
https://datawrapper.dwcdn.net/* https://de.slideshare.net/*/* https://demofly.ai/s/*
https://docdro.id/* https://docswell.com/s/*/* https://editor.assemblrworld.com/*
https://elevenlabs.io/* https://embed.mysqlexplain.com/explain/* https://embed.runkit.com/*
https://embed.sendtonews.com/oembed/* https://embed.wave.video/* https://embedery.com/widget/*
https://embeds.celero.io/* https://es.slideshare.net/*/* https://ethfiddle.com/* https://evt.live/*
https://evt.live/*/* https://eyrie.io/board/* https://eyrie.io/sparkfun/*
https://faithlifetv.com/items/* https://faithlifetv.com/items/resource/*/*
https://faithlifetv.com/media/* https://faithlifetv.com/media/assets/*
https://faithlifetv.com/media/resource/*/* https://fast.wistia.com/embed/iframe/*
https://fast.wistia.com/embed/playlists/* https://fiso.foxsports.com.au/isomorphic-widget/*
https://flat.io/score/* https://flic.kr/p/* https://flic.kr/s/* https://flipnot.es/*
https://flowhub.org/f/* https://flowhub.org/s/* https://fooday.app/*/reviews/*
https://fooday.app/*/spots/* https://forms.form-data.com/* https://fr.slideshare.net/*/*
https://framatube.org/w/* https://framebuzz.com/v/* https://framer.com/embed/*
https://framer.com/share/* https://freedom.hivocdn.com/*
https://geo.dailymotion.com/player.html?video=* https://geometryviewer.com/v/*
https://getscenes.com/e/* https://getscenes.com/event/* https://giphy.com/clips/*
https://giphy.com/gifs/* https://grain.co/highlight/* https://grain.co/share/*
https://grain.com/share/* https://gtchannel.com/watch/* https://gumlet.tv/watch/*
https://gw2fashions.com/fashion/* https://gyazo.com/* https://halaman.email/form/*
https://haus.fazen.co/embed/music/* https://hearthis.at/*/*/ https://hearthis.at/*/set/*/
https://helenenglish.education/widget* https://heyzine.com/flip-book/* https://homey.app/*/flow/*
https://homey.app/f/* https://hubspot-media-bridge.thedamconsultants.com/*
https://icosa.gallery/view/* https://iframe.mediadelivery.net/* https://incredible.dev/watch/*
https://infogram.com/* https://insighttimer.com/* https://instagr.am/p/* https://instagr.am/reel/*
https://instagr.am/tv/* https://instagram.com/*/p/* https://instagram.com/p/*
https://instagram.com/reel/* https://instagram.com/tv/* https://issuu.com/*/docs/*
https://jawafdehi.org/case/* https://jdr.knacki.info/meuh/* https://jovian.ai/*
https://jovian.ai/viewer* https://jovian.com/* https://jovian.com/viewer* https://jovian.ml/*
https://jovian.ml/viewer* https://kit.co/*/* https://knowledgepad.co/#/knowledge/*
https://kommodo.ai/guides/* https://kommodo.ai/recordings/* https://kubit.ai/*
https://kurozora.app/episodes/* https://kurozora.app/songs/* https://landofassets.com/*
https://landofassets.com/*/assets https://landofassets.com/*/assets/*
https://landofassets.com/*/assets/*/embed https://laude.org/im/* https://laude.org/impact/*
https://linkstackz.com/irf/* https://linkstackz.com/post/* https://live.amcharts.com/*
https://live.eventlive.pro/* https://live.eventlive.pro/*/* https://livid.com/watch/*
https://loom.com/i/* https://loom.com/share/* https://lottie.host/* https://lottiefiles.com/*
https://m.naver.com/shorts/* https://map.cam.ac.uk/* https://marimo.app/* https://mdstrm.com/embed/*
https://mdstrm.com/image/* https://mdstrm.com/live-stream/* https://me.me/i/*
https://media.giphy.com/media/*/giphy.gif https://media.zhdk.ch/signatur/*
https://mediatheque.univ-paris1.fr/video/* https://medienarchiv.zhdk.ch/entries/*
https://mermaid.ink/img/* https://mermaid.ink/svg/* https://minesweeper.today/*
https://miro.com/app/board/* https://miro.com/video-player/* https://mixpanel.com/*
https://musicboxmaniacs.com/explore/melody/* https://mybeweeg.com/w/* https://mylink.page/*
https://mysqlexplain.com/explain/* https://namchey.com/embeds/* https://nanoo.pro/link/*
https://nanoo.tv/link/* https://naturalatlas.com/* https://naturalatlas.com/*/*
https://naturalatlas.com/*/*/* https://naturalatlas.com/*/*/*/* https://naver.me/* https://ndla.no/*
https://ndla.no/article/* https://ndla.no/audio/* https://ndla.no/concept/* https://ndla.no/image/*
https://ndla.no/video/* https://nebula.tv/videos/* https://new.media.zhdk.ch/signatur/*
https://nopaste.ml/* https://nytimes.com/* https://observablehq.com/@*/*
https://observablehq.com/d/* https://observablehq.com/embed/*
https://octopus.saooti.com/main/pub/podcast/* https://odds.com.au/* https://odesli.co/*
https://odysee.com/* https://odysee.com/*/* https://oembed.ideamapper.com/* https://omniscope.me/*
https://omny.fm/shows/* https://on.soundcloud.com/* https://onsizzle.com/i/*
https://open.smeme.com/* https://open.spotify.com/* https://orbitvu.co/001/*/1/2/orbittour/*/view
https://orbitvu.co/001/*/2/orbittour/*/view https://orbitvu.co/001/*/ov3601/*/view
https://orbitvu.co/001/*/ov3601/view https://orbitvu.co/001/*/ov3602/*/view https://origits.com/v/*
https://outplayed.tv/media/* https://overflow.io/embed/* https://overflow.io/s/*
https://padlet.com/* https://pastery.net/* https://peertube.tv/w/* https://piggy.to/@*/*
https://piggy.to/view/* https://place.line.me/businesses/* https://play.acast.com/s/*
https://play.afreecatv.com/ https://play.gumlet.io/embed/* https://play.itemis.io/*
https://play.juntos.live/host/quiz/* https://play.juntos.live/solo/* https://play.radiopublic.com/*
https://play.sooplive.com/ https://play.tvcf.co.kr/* https://play.typecast.ai/*
https://play.typecast.ai/e/* https://play.typecast.ai/s/* https://play.wecandeo.com/video/v/*
https://player.hihaho.com/* https://player.indacolive.com/player/jwp/clients/*
https://player.mediadelivery.net/* https://player.pitchhub.com/en/public/player/*
https://player.vimeo.com/video/* https://players.brightcove.net/*/*/index.html?playlistId=*
https://players.brightcove.net/*/*/index.html?videoId=* https://playlist.link/*
https://playout.3qsdn.com/embed/* https://plinth.it/model-viewer/*/* https://plugins.webcrumbs.dev/*
https://pod.u-pec.fr/video/* https://pod.univ-lille.fr/video/* https://podcasts.apple.com/*
https://podcasts.audiomeans.fr/* https://pods.link/* https://portfolium.com/entry/*
https://ppa.insticator.com/embed-unit/* https://present.do/decks/* https://prezi.com/v/*
https://programmingly.dev/snippets/* https://pt.slideshare.net/*/*
https://public.flourish.studio/story/* https://public.flourish.studio/visualisation/*
https://purl.stanford.edu/* https://qr.imenupro.com/* https://qtpi.gg/fashion/* https://quartr.com/*
https://radiopublic.com/* https://raindrop.io/* https://raindrop.io/*/* https://raindrop.io/*/*/*
https://raindrop.io/*/*/*/* https://reddit.com/r/*/comments/*/* https://redlof-medien.de/*
https://repl.it/@*/* https://replit.com/@*/* https://risky.biz/* https://roosterteeth.com/*
https://rumble.com/* https://rumble.com/shorts/* https://rushes.cc/embed/* https://rushes.cc/video/*
https://s3m.io/* https://samay.itabtechinfosys.com/* https://sbedit.net/*
https://scribblemaps.com/maps/view/* https://secure.actblue.com/donate/*
https://share.synthesia.io/* https://share.viostream.com/*
https://shared-file-kappa.vercel.app/file/* https://shopshare.tv/shopboard/*
https://shopshare.tv/shopcast/* https://show.wexcreator.com/* https://showroom.redlof-medien.de/*
https://showtheway.io/to/* https://simplecast.com/s/* https://sketchfab.com/*/folders/*
https://sketchfab.com/*models/* https://smashnotes.com/p/* https://song.link/*
https://soundcloud.app.goog.gl/* https://soundcloud.com/* https://speakerdeck.com/*/*
https://spotify.link/* https://sproutvideo.com/videos/* https://spyke.social/c/*
https://spyke.social/g/* https://spyke.social/p/* https://spyke.social/u/*
https://srv2.zoomable.ca/viewer.php* https://sta.sh/* https://stage.dadan.io/*
https://store.abraia.me/* https://store.pixdor.com/map/*/show
https://store.pixdor.com/place-marker-widget/*/show https://storymaps.arcgis.com/stories/*
https://streamable.com/* https://studio.assemblrworld.com/creation/*
https://subscribi.io/api/oembed* https://supercut.ai/share/* https://sway.com/*
https://sway.office.com/* https://techpostcast.com/headline-topic-programs/* https://ted.com/talks/*
https://tella.video/* https://theysaidso.com/image/* https://tksn.me/* https://tnic.io/song/*
https://tnic.io/take/* https://tonicaudio.com/song/* https://tonicaudio.com/take/*
https://tools.pinpoll.com/embed/* https://trinitymedia.ai/player/*
https://trinitymedia.ai/player/*/* https://trinitymedia.ai/player/*/*/* https://trycli.com/*/*
https://trycli.com/e/* https://tv.kakao.com/channel/*/cliplink/*
https://tv.kakao.com/channel/*/livelink/* https://tv.kakao.com/channel/l/*
https://tv.kakao.com/channel/v/* https://tv.kakao.com/m/channel/*/cliplink/*
https://tv.kakao.com/m/channel/*/livelink/* https://twinmotion.unrealengine.com/panorama/*
https://twinmotion.unrealengine.com/presentation/* https://twitter.com/*
https://twitter.com/*/status/* https://uapod.univ-antilles.fr/video/*
https://umotion-test.univ-lemans.fr/video/* https://v.afree.ca/ST/ https://videfit.com/videos/*
https://video.bunnycdn.com/* https://vidmount.com/* https://view.briovr.com/api/v1/worlds/oembed/*
https://view.ceros.com/* https://view.gmetri.com/* https://vimeo.com/*
https://vimeo.com/album/*/video/* https://vimeo.com/channels/*/* https://vimeo.com/event/*/*
https://vimeo.com/groups/*/videos/* https://vimeo.com/ondemand/*/* https://vizdom.dev/link/*
https://vizydrop.com/shared/* https://vlipsy.com/* https://vod.afreecatv.com/PLAYER/STATION/
https://vod.afreecatv.com/ST/ https://vod.afreecatv.com/player/
https://vod.sooplive.com/PLAYER/STATION/ https://vod.sooplive.com/ST/
https://vod.sooplive.com/player/ https://waltrack.net/product/* https://watch.wave.video/*
https://web.quartr.com/* https://wewtalk.com/voice/* https://whimsical.com/*
https://whimsical.com/*/* https://wokwi.com/share/* https://wordpress.com/* https://wp.me/*
https://www.animatron.com/project/* https://www.audio.com/* https://www.behance.net/*/services/*/*
https://www.behance.net/gallery/*/* https://www.biqapp.net/f/* https://www.bookingmood.com/embed/*/*
https://www.bornetube.dk/media/* https://www.bornetube.dk/video/*
https://www.bumper.com/oembed-s/bumper https://www.bumper.com/oembed/bumper
https://www.canva.com/design/*/view https://www.carbon.music/*
https://www.castmake-ai.com/c/*/episodes/* https://www.circlezeroeight.com/culture/*
https://www.circlezeroeight.com/features/* https://www.circlezeroeight.com/news/*
https://www.circlezeroeight.com/sport/* https://www.circlezeroeight.com/style/*
https://www.circuitlab.com/circuit/* https://www.clipland.com/v/* https://www.codepoints.net/*
https://www.dailymotion.com/video/* https://www.docswell.com/s/*/*
https://www.documentcloud.org/documents/* https://www.dreambroker.com/channel/*/*
https://www.embases.com/e/* https://www.facebook.com/* https://www.facebook.com/*/activity/*
https://www.facebook.com/*/photos/* https://www.facebook.com/*/posts/*
https://www.facebook.com/*/videos/* https://www.facebook.com/media/set?set=*
https://www.facebook.com/notes/*/*/* https://www.facebook.com/permalink.php?story_fbid=*
https://www.facebook.com/photo.php?fbid=* https://www.facebook.com/photos/*
https://www.facebook.com/questions/* https://www.facebook.com/video.php?id=*
https://www.facebook.com/video.php?v=* https://www.figma.com/board/* https://www.figma.com/buzz/*
https://www.figma.com/design/* https://www.figma.com/file/* https://www.figma.com/make/*
https://www.figma.com/site/* https://www.figma.com/slides/* https://www.fite.tv/watch/*
https://www.geometryviewer.com/v/* https://www.gifnote.com/play/*
https://www.good-for-job.jp/slides/* https://www.iheart.com/podcast/*/*
https://www.injurymap.com/exercises/* https://www.inoreader.com/oembed/ https://www.instagr.am/p/*
https://www.instagr.am/tv/* https://www.instagram.com/*/p/* https://www.instagram.com/p/*
https://www.instagram.com/reel/* https://www.instagram.com/tv/* https://www.justspin.cc/workouts/*
https://www.kidoju.com/en/x/*/* https://www.kidoju.com/fr/x/*/*
https://www.minervaknows.com/featured-recipes/* https://www.minervaknows.com/themes/*
https://www.minervaknows.com/themes/*/recipes/* https://www.mixcloud.com/*/*/
https://www.nb.no/items/* https://www.nytimes.com/svc/oembed https://www.odds.com.au/*
https://www.oz.com/*/video/* https://www.pastery.net/* https://www.picturelfy.com/p/*
https://www.pinterest.com/* https://www.playbuzz.com/* https://www.radiopublic.com/*
https://www.rcvis.com/v/* https://www.rcvis.com/ve/* https://www.rcvis.com/visualize=*
https://www.rcvis.com/visualizeEmbedded=* https://www.reddit.com/r/*/comments/*/*
https://www.redlof-medien.de/* https://www.reverbnation.com/* https://www.reverbnation.com/*/songs/*
https://www.rushes.cc/embed/* https://www.rushes.cc/video/* https://www.satcat.com/sats/*
https://www.scribblemaps.com/maps/view/* https://www.shortnote.jp/view/notes/*
https://www.sketch.com/preview/* https://www.sketch.com/s/* https://www.skoletube.dk/media/*
https://www.skoletube.dk/video/* https://www.slideshare.net/*/* https://www.smrthi.com/book/*
https://www.socialexplorer.com/*/edit https://www.socialexplorer.com/*/embed
https://www.socialexplorer.com/*/explore https://www.socialexplorer.com/*/view
https://www.spyke.social/c/* https://www.spyke.social/g/* https://www.spyke.social/p/*
https://www.spyke.social/u/* https://www.studietube.dk/media/* https://www.studietube.dk/video/*
https://www.sudomemo.net/watch/* https://www.sutori.com/story/* https://www.sway.com/*
https://www.ted.com/talks/* https://www.tella.tv/video/* https://www.tickcounter.com/clock/*
https://www.tickcounter.com/countdown/* https://www.tickcounter.com/countup/*
https://www.tickcounter.com/embed/* https://www.tickcounter.com/full/*
https://www.tickcounter.com/ticker/* https://www.tickcounter.com/widget/*
https://www.tickcounter.com/worldclock/* https://www.tiktok.com/* https://www.tiktok.com/*/video/*
https://www.toornament.com/tournaments/*/information
https://www.toornament.com/tournaments/*/matches/schedule
https://www.toornament.com/tournaments/*/registration/
https://www.toornament.com/tournaments/*/stages/*/ https://www.tuxx.be/*
https://www.ultimedia.com/central/video/edit/id/*/topic_id/*/
https://www.ultimedia.com/default/index/videogeneric/id/*
https://www.ultimedia.com/default/index/videogeneric/id/*/showtitle/1/viewnc/1
https://www.vevo.com/* https://www.viously.com/*/* https://www.vlive.tv/video/*
https://www.web3isgoinggreat.com/?id=* https://www.web3isgoinggreat.com/embed/*
https://www.web3isgoinggreat.com/single/* https://www.wewtalk.com/voice/*
https://www.yumpu.com/*/document/view/*/* https://x.com/* https://x.com/*/status/*
https://youtu.be/* https://youtube.com/live* https://youtube.com/playlist?list=*
https://youtube.com/shorts* https://zhdk.medienarchiv.ch/entries/*
"""
_PIECES = [pattern.split("*") for pattern in _PATTERNS.split()]


def is_video_address(address: str) -> bool:
    return any(_matches(address, pieces) for pieces in _PIECES if address.startswith(pieces[0]))


def _matches(address: str, pieces: list[str]) -> bool:
    """Whether the pieces stand in `address` in this order, from its start to its end. Taking the
    first place of each is enough, so that a hostile address costs no more than its length."""
    first, *others = pieces
    if not others:
        return address == first
    position = len(first)
    for piece in others[:-1]:
        position = address.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    return address.endswith(others[-1]) and len(address) - len(others[-1]) >= position

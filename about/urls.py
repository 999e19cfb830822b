from articles.urls import section_urls

app_name = "about"
urlpatterns = section_urls("about")

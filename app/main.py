import flet as ft


def main(page: ft.Page):
    page.title = "proto"
    page.theme = ft.Theme(font_family="Atkinson")
    route = ft.Text(f"route={page.route}")
    t = ft.TextField(label="Words")

    def clicked(e):
        import pydantic

        route.value = f"route={page.route} typed={t.value} {pydantic.VERSION}"
        page.update()

    page.add(
        ft.Text("Hello, what do you like?", size=30),
        route,
        t,
        ft.Semantics(
            label="Football tile",
            button=True,
            identifier="tile-football",
            content=ft.Container(
                ft.Text("Football"),
                width=200,
                height=100,
                bgcolor="#ddeeff",
                on_click=clicked,
                ink=True,
            ),
        ),
        ft.FilledButton("Next", on_click=clicked),
    )


ft.run(main)
